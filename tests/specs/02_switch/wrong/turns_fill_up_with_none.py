"""take_turns gives None for a generator that has ended, until all have.

Fails: task 2
Says: None came out for a generator that had ended: drop it.
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
    ended = set()
    while len(ended) < len(generators):
        for place, generator in enumerate(generators):
            try:
                yield next(generator)
            except StopIteration:
                ended.add(place)
                yield None


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
