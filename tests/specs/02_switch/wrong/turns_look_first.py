"""take_turns advances a generator once to look whether it has ended, and again for the value.

Fails: task 2
Says: Values were lost: each one of every generator comes out.
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
    while alive:
        for generator in list(alive):
            if next(generator, None) is None:
                alive.remove(generator)
            else:
                yield next(generator, None)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
