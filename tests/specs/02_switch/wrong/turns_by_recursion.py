"""take_turns calls itself for each round.

Fails: task 2
Says: It called itself for each round until Python allowed no more: use a loop.
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
    alive = []
    for generator in generators:
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        alive.append(generator)
    if alive:
        yield from take_turns(*alive)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
