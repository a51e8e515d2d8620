"""take_turns looks whether it is over only when one has ended: without any it goes round for ever.

Fails: task 2
Says: Still running after 1 s...
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
    left = list(generators)
    while True:
        for generator in list(left):
            try:
                yield next(generator)
            except StopIteration:
                left.remove(generator)
                if not left:
                    return


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
