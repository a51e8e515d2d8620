"""B counts from 0 up to and including rounds.

Fails: task 1
Says: B took more turns than `rounds` says.
"""


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    turn = 0
    while turn <= rounds:
        log.append("---B---")
        next(a)
        turn += 1


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
