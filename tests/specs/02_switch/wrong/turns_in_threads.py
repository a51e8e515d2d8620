"""take_turns lets a thread run each generator and takes turns at their queues.

Fails: task 2
Says: It used another thread: the turns are taken in one thread.
"""

import queue
import threading

END = object()


def A(log):
    while True:
        log.append("---A---")
        yield


def B(log, a, rounds):
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def fill(generator, values):
    for value in generator:
        values.put(value)
    values.put(END)


def take_turns(*generators):
    queues = []
    for generator in generators:
        values = queue.Queue()
        threading.Thread(target=fill, args=(generator, values)).start()
        queues.append(values)
    while queues:
        for values in list(queues):
            value = values.get()
            if value is END:
                queues.remove(values)
            else:
                yield value


def delegate(*generators):
    results = []
    for generator in generators:
        results.append((yield from generator))
    return results
