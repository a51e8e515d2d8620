"""delegate sends by hand and does not look at what a generator returned.

Fails: task 3
Says: The list holds None in place of the results.
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
        result = None
        step, what = generator.send, None
        while True:
            try:
                value = step(what)
            except StopIteration:
                break
            try:
                step, what = generator.send, (yield value)
            except Exception as error:
                step, what = generator.throw, error
            except GeneratorExit:
                generator.close()
                raise
        results.append(result)
    return results
