"""take_turns takes the last of its list first.

Fails: task 2
Says: The generators did not come in the order of the arguments.
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
        generator = alive.pop()
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        alive.insert(0, generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
