"""A pauses before it writes, so that its first turn does nothing.

Fails: task 1
Says: A wrote nothing when it was first advanced: its line comes before the `yield`.
"""


def A(log):
    while True:
        yield
        log.append("---A---")


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
        results.append((yield from generator))
    return results
