"""take_turns takes one list in place of any number of generators.

Fails: task 2
Says: It cannot be called as the task calls it: take_turns() takes 1 positional argument but 2 were given.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(generators):
    alive = list(generators)
    while alive:
        generator = alive.pop(0)
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        alive.append(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
