"""A, take_turns and delegate are classes with the methods of a generator; yield from is done by hand."""

from collections import deque
from collections.abc import Generator


class A(Generator):
    def __init__(self, log):
        self.log = log

    def send(self, value):
        self.log.append("---A---")

    def throw(self, *error):
        return super().throw(*error)


def B(log, a, rounds):
    turns = range(rounds)
    for _, _ in zip(turns, iter(lambda: (log.append("---B---"), a.send(None)), 0)):
        pass
    return log


class take_turns:
    def __init__(self, *generators):
        self.waiting = deque(generators)

    def __iter__(self):
        return self

    def __next__(self):
        while self.waiting:
            try:
                value = next(self.waiting[0])
            except StopIteration:
                self.waiting.popleft()
            else:
                self.waiting.rotate(-1)
                return value
        raise StopIteration


class delegate(Generator):
    def __init__(self, *generators):
        self.waiting = deque(generators)
        self.results = []

    def send(self, value):
        return self.step(lambda inner: inner.send(value))

    def throw(self, *error):
        return self.step(lambda inner: inner.throw(*error))

    def step(self, do):
        while self.waiting:
            try:
                return do(self.waiting[0])
            except StopIteration as end:
                self.results.append(end.value)
                self.waiting.popleft()
                do = next
        raise StopIteration(self.results)
