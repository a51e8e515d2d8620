"""take_turns gives each round as a tuple.

Fails: task 2
Says: It gave a whole round at once: one value is asked for.
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
    alive = list(generators)
    missing = object()
    while alive:
        values = [next(generator, missing) for generator in alive]
        alive = [generator for generator, value in zip(alive, values) if value is not missing]
        if alive:
            yield tuple(value for value in values if value is not missing)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
