"""take_turns collects the values in a list.

Fails: task 2
Says: take_turns gave a list: that holds all values at once; they are asked for one by one.
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
    values, alive = [], list(generators)
    while alive:
        generator = alive.pop(0)
        try:
            values.append(next(generator))
            alive.append(generator)
        except StopIteration:
            pass
    return values


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
