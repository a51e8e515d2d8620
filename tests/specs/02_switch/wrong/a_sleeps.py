"""A sleeps before it gives the turn back.

Fails: task 1
Says: A slept: in one thread, nobody else can take a turn meanwhile.
"""

from time import sleep


def A(log):
    while True:
        log.append("---A---")
        sleep(0.5)
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
        results.append((yield from generator))
    return results
