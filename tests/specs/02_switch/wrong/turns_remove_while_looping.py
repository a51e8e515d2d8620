"""take_turns removes from the list over which it loops, so that the next one loses its turn.

Fails: task 2
Says: When one generator had ended, the others did not come in their order any more.
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
        for generator in alive:
            try:
                yield next(generator)
            except StopIteration:
                alive.remove(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
