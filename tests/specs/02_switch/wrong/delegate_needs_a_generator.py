"""delegate takes it for granted that there is a first generator.

Fails: task 3
Says: Without any generator it failed: there is just nothing in the list of results then.
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
    results = [(yield from generators[0])]
    for generator in generators[1:]:
        results.append((yield from generator))
    return results
