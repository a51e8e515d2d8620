"""A is an ordinary function that writes one line.

Fails: task 1
Says: A gave None: without a `yield` in it, it runs to its end at the call.
"""


def A(log):
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
