"""take_turns lets the StopIteration of the first that ends go on.

Fails: task 2
Says: It failed when a generator ended: next() raises StopIteration then, and nothing caught that.
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
    while generators:
        for generator in generators:
            yield next(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
