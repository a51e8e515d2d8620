"""B makes an A of its own and leaves alone the one that it is given.

Fails: task 1
Says: `---A---` was not written by the `a` that B was given: B should advance that one.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    mine = A(log)
    for _ in range(rounds):
        log.append("---B---")
        next(mine)


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
