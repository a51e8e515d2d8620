"""take_turns returns as soon as one has ended.

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
    while generators:
        for generator in generators:
            try:
                value = next(generator)
            except StopIteration:
                return
            yield value


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
