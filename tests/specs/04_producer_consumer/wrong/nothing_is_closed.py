"""Nobody closes anything, as in the notes.

Fails: task 2, task 3, task 4
Says: After the last item the consumer was left open.
"""

import inspect


def start(generator):
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)


def consumer(log):
    while True:
        res = yield
        log.append(f"消费者消费产品 {res}")


def produce(c, items, log):
    start(c)
    for item in items:
        log.append(f"生产者生产产品 {item}")
        c.send(item)


def stage(function, target):
    start(target)
    while True:
        x = yield
        target.send(function(x))


def broadcast(*targets):
    live = list(targets)
    for target in live:
        start(target)
    while True:
        x = yield
        for target in live.copy():
            try:
                target.send(x)
            except StopIteration:
                live.remove(target)
