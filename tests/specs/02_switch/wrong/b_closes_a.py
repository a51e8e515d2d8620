"""B closes a when it has finished its rounds.

Fails: task 1
Says: B closed a: it should stay open, to go on with it later.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    try:
        for _ in range(rounds):
            log.append("---B---")
            next(a)
    finally:
        a.close()


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
