"""take_turns fills the gaps of the shorter ones with None.

Fails: task 2
Says: None came out for a generator that had ended: drop it.
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
        yield from values


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
