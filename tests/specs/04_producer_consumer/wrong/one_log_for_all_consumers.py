"""The log stands in a module global, so that the newest consumer takes it from the others.

Fails: task 1
Says: Two consumers got mixed up: a line of one stands in the log of the other.
"""

import inspect


def start(generator):
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)


current = []


def consumer(log):
    global current
    current = log
    return receive()


def receive():
    while True:
        res = yield
        current.append(f"消费者消费产品 {res}")


def produce(c, items, log):
    start(c)
    try:
        for item in items:
            log.append(f"生产者生产产品 {item}")
            c.send(item)
    finally:
        c.close()


def stage(function, target):
    start(target)
    try:
        while True:
            x = yield
            target.send(function(x))
    finally:
        target.close()


def broadcast(*targets):
    live = list(targets)
    for target in live:
        start(target)
    try:
        while True:
            x = yield
            for target in live.copy():
                try:
                    target.send(x)
                except StopIteration:
                    live.remove(target)
    finally:
        for target in live:
            target.close()
