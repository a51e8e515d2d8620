"""delegate drops the results.

Fails: task 3
Says: It ended without a result: `return` the list of what the generators returned.
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
    for generator in generators:
        yield from generator
