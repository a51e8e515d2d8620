"""take_turns prints the values and hands nothing out.

Fails: task 2
Says: take_turns gave None: without a `yield` in it, it runs to its end at the call.
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
    alive = list(generators)
    while alive:
        generator = alive.pop(0)
        try:
            print(next(generator))
        except StopIteration:
            continue
        alive.append(generator)


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
