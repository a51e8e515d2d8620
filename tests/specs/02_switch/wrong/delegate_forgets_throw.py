"""delegate sends by hand and forgets about what is thrown in.

Fails: task 3
Says: What was thrown in came straight out again: the generator that is running should get it.
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
            value = next(generator)
            while True:
                sent = yield value
                value = generator.send(sent)
        except StopIteration as end:
            results.append(end.value)
    return results
