"""B takes a turn before it looks at rounds.

Fails: task 1
Says: B took a turn though `rounds` is 0.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    while True:
        log.append("---B---")
        next(a)
        rounds -= 1
        if rounds <= 0:
            break


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
