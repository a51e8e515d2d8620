"""delegate takes one value from each generator in turn.

Fails: task 3
Says: A generator was begun before the one in front of it had ended.
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
    results = {}
    alive = list(enumerate(generators))
    sent = dict.fromkeys(range(len(generators)))
    while alive:
        place, generator = alive.pop(0)
        try:
            value = generator.send(sent[place])
        except StopIteration as end:
            results[place] = end.value
            continue
        sent[place] = yield value
        alive.append((place, generator))
    return [results[place] for place in range(len(generators))]
