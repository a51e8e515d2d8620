"""B goes round for ever, as in the notes.

Fails: task 1
Says: B went on and on: it takes as many turns as `rounds` says.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    while True:
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
        results.append((yield from generator))
    return results
