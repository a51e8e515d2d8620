"""Without a loop the stage ends with its first item.

Fails: task 3
Says: It ended by itself; it must wait for the next item, every time.
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
