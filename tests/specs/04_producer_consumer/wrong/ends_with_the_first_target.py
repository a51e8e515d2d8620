"""Nobody catches the StopIteration of a target that ends, so the broadcast ends of it.

Fails: task 4
Says: One target ended, and that ended the broadcast for all of them.
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
    for target in targets:
        start(target)
    try:
        while True:
            x = yield
            for target in targets:
                target.send(x)
    finally:
        for target in targets:
            target.close()
