"""delegate returns the values that the generators gave, not what they returned.

Fails: task 3
Says: It returned the values that came out, not the results.
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
        try:
            sent = None
            while True:
                value = generator.send(sent)
                results.append(value)
                sent = yield value
        except StopIteration:
            pass
    return results
