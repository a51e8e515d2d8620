"""The items are dealt out to the targets in turn, like cards.

Fails: task 4
Says: Each item reached only one of the targets; every target gets every item.
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
            if live:
                target = live.pop(0)
                try:
                    target.send(x)
                    live.append(target)
                except StopIteration:
                    pass
    finally:
        for target in live:
            target.close()
