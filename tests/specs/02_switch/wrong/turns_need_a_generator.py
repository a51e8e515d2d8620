"""take_turns looks at the first of the queue when the queue is empty.

Fails: task 2
Says: There was nothing to give, and it failed: it should just end.
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
    generator = alive.pop(0)
    while True:
        try:
            value = next(generator)
        except StopIteration:
            pass
        else:
            yield value
            alive.append(generator)
        if not alive:
            return
        generator = alive.pop(0)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
