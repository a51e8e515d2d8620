"""A plain function that gives a generator expression; yield from spelt out with send, throw and close."""

from functools import partial
from itertools import count


def A(log):
    return (log.append("---A---") for _ in count())


async def never_used():
    pass


def B(log, a, rounds):
    if rounds:
        log.append("---B---")
        a.send(None)
        B(log, a, rounds - 1) if rounds < 100 else [(log.append("---B---"), next(a)) for _ in range(rounds - 1)]


def take_turns(*generators):
    ended = [False] * len(generators)
    while not all(ended):
        for place, generator in enumerate(generators):
            if not ended[place]:
                try:
                    value = next(generator)
                except StopIteration:
                    ended[place] = True
                else:
                    yield value


def delegate(*generators):
    results = []
    for generator in generators:
        step = partial(next, generator)
        while True:
            try:
                value = step()
            except StopIteration as end:
                results.append(end.value)
                break
            try:
                sent = yield value
            except GeneratorExit:
                generator.close()
                raise
            except BaseException as error:
                step = partial(generator.throw, error)
            else:
                step = partial(generator.send, sent)
    return results
