"""`produce` feeds a consumer that it made itself, and only closes the one it was given.

Fails: task 2
Says: The items were not sent to `c`, but to some other consumer.
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
    mine = consumer(log)
    next(mine)
    try:
        for item in items:
            log.append(f"生产者生产产品 {item}")
            mine.send(item)
    finally:
        mine.close()
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
