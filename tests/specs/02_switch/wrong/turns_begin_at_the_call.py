"""take_turns advances each generator already at the call.

Fails: task 2
Says: A generator was advanced at the call, before any value was asked for.
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
    missing = object()
    first = [(generator, next(generator, missing)) for generator in generators]

    def turns():
        alive = []
        for generator, value in first:
            if value is not missing:
                yield value
                alive.append(generator)
        while alive:
            generator = alive.pop(0)
            value = next(generator, missing)
            if value is not missing:
                yield value
                alive.append(generator)

    return turns()


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
