"""take_turns makes a list of each generator first.

Fails: task 2
Says: Nothing came out of endless generators: it waits for their end.
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
    lists = [list(generator) for generator in generators]
    while any(lists):
        for values in lists:
            if values:
                yield values.pop(0)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
