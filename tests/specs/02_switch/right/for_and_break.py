"""A round is a `for` over each generator that breaks after one value; a round without any value is the last."""

from contextlib import closing


def A(log):
    yield log.append("---A---")
    yield from A_again(log)


def A_again(log):
    while True:
        log += ["---A---"]
        yield "your turn"


def B(log, a, rounds):
    while rounds > 0:
        rounds -= 1
        log.extend(["---B---"])
        for _ in a:
            break


def take_turns(*generators):
    came = True
    while came:
        came = False
        for generator in generators:
            for value in generator:
                came = True
                yield value
                break


def delegate(*generators):
    return (yield from in_order(iter(generators), []))


def in_order(generators, results):
    for generator in generators:
        result = yield from generator
        results = [*results, result]
    return results
