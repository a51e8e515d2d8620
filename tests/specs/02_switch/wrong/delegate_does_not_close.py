"""delegate by hand leaves the generator open when it is closed itself.

Fails: task 3
Says: It was closed, and the inner generator was left open.
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
                try:
                    sent = yield value
                except GeneratorExit:
                    pass
                    raise
                except Exception as error:
                    value = generator.throw(error)
                else:
                    value = generator.send(sent)
        except StopIteration as end:
            results.append(end.value)
    return results
