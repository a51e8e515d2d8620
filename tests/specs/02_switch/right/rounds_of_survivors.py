"""Each round keeps a list of those that have not ended; delegate gathers its results in a dict."""


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
    missing = object()
    while alive:
        survivors = []
        for generator in alive:
            value = next(generator, missing)
            if value is missing:
                continue
            survivors.append(generator)
            yield value
        alive = survivors


def delegate(*generators):
    results = {}
    for place, generator in enumerate(generators):
        results[place] = yield from generator
    return list(results.values())
