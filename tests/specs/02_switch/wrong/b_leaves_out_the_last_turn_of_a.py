"""B advances a between its own turns only.

Fails: task 1
Says: B did not advance a in every turn.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for turn in range(rounds):
        if turn > 0:
            next(a)
        log.append("---B---")


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
