"""A writes at the call and gives an iterator that writes nothing.

Fails: task 1
Says: A wrote a line at the call: its body waits for the first next().
"""

from itertools import repeat


def A(log):
    log.append("---A---")
    return repeat(None)


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
