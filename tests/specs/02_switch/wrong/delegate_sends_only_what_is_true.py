"""delegate takes 0 and the empty ones for nothing and calls next.

Fails: task 3
Says: Something that was sent in did not arrive: 0, False and the empty ones count, too.
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
                    generator.close()
                    raise
                except Exception as error:
                    value = generator.throw(error)
                else:
                    value = generator.send(sent) if sent else next(generator)
        except StopIteration as end:
            results.append(end.value)
    return results
