"""take_turns catches the end of each and goes round for ever.

Fails: task 2
Says: Still running after 1 s at switch.py...
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
    while True:
        for generator in generators:
            try:
                yield next(generator)
            except StopIteration:
                pass


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
