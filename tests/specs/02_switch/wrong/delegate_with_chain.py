"""delegate is itertools.chain, into which nothing can be sent.

Fails: task 3
Says: Nothing can be sent into what delegate gave: it should be a generator.
"""

from itertools import chain


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(*generators):
    waiting = list(generators)
    while waiting:
        generator = waiting.pop(0)
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        waiting.append(generator)


def delegate(*generators):
    return chain(*generators)
