"""take_turns holds the next value of each generator ready.

Fails: task 2
Says: A generator was advanced before its own value was asked for.
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
    ready = []
    for generator in generators:
        try:
            ready.append((next(generator), generator))
        except StopIteration:
            pass
    while ready:
        value, generator = ready.pop(0)
        yield value
        try:
            ready.append((next(generator), generator))
        except StopIteration:
            pass


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
