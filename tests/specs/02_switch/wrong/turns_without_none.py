"""take_turns fills gaps with None and then leaves out every None.

Fails: task 2
Says: A value was lost, or taken for an end: None, 0, False and the empty ones are values like any other.
"""

from itertools import zip_longest


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(*generators):
    for values in zip_longest(*generators):
        for value in values:
            if value is not None:
                yield value


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
