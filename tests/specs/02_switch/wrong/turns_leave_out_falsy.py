"""take_turns leaves out values that are 0, empty or None.

Fails: task 2
Says: A value was lost, or taken for an end: None, 0, False and the empty ones are values like any other.
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
        generator = alive.pop(0)
        try:
            value = next(generator)
        except StopIteration:
            continue
        if value:
            yield value
        alive.append(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
