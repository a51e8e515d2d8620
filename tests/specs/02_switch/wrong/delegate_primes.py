"""delegate advances each generator before it hands over to it, and its first value is lost.

Fails: task 3
Says: A generator was advanced once more, and the value that it gave then was lost.
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
        next(generator, None)
        results.append((yield from generator))
    return results
