"""delegate throws into the generator and drops the value that this gives.

Fails: task 3
Says: A generator was advanced once more, and the value that it gave then was lost.
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
                    generator.throw(error)
                    value = next(generator)
                else:
                    value = generator.send(sent)
        except StopIteration as end:
            results.append(end.value)
    return results
