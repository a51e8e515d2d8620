"""delegate catches even the GeneratorExit with which it is closed, and goes on.

Fails: task 3
Says: An error that the inner generator let out was swallowed.
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
    waiting = list(generators)
    while waiting:
        generator = waiting.pop(0)
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        waiting.append(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        try:
            results.append((yield from generator))
        except:
            results.append(None)
    return results
