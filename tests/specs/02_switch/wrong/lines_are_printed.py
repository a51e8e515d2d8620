"""A and B print, as in the notes, and write nothing into the log.

Fails: task 1
Says: A was advanced and wrote nothing into the log.
"""


def A(log):
    while True:
        print("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        print("---B---")
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
