"""take_turns goes round with zip, which stops at the shortest.

Fails: task 2
Says: It ended when one of the generators did: the others still had values.
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
    for values in zip(*generators):
        for value in values:
            yield value


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
