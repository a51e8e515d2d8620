"""take_turns gives all values of the first, then all of the second.

Fails: task 2
Says: One generator ran to its end before the next one had its turn.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(*generators):
    for generator in generators:
        yield from generator


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
