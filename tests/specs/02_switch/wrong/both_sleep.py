"""A and B sleep after each turn, as in the notes.

Fails: task 1
Says: B slept: in one thread, nobody else can take a turn meanwhile.
"""

import time


def A(log):
    while True:
        log.append("---A---")
        yield
        time.sleep(0.5)


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)
        time.sleep(0.5)


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
