"""B gives each turn of a to a new thread and waits for it.

Fails: task 1
Says: It used another thread: the turns are taken in one thread.
"""

import threading


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        thread = threading.Thread(target=next, args=(a,))
        thread.start()
        thread.join()


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
