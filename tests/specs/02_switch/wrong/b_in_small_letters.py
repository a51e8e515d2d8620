"""B writes its line in the spelling of the notes.

Fails: task 1
Says: The line that B writes is not exactly `---B---`.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---b---")
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
        results.append((yield from generator))
    return results
