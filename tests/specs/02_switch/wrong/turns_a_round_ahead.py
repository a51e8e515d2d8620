"""take_turns takes a whole round before it gives the first value of it.

Fails: task 2
Says: A generator was advanced before its own value was asked for.
"""

from itertools import zip_longest

END = object()


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(*generators):
    for values in zip_longest(*generators, fillvalue=END):
        yield from (value for value in values if value is not END)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
