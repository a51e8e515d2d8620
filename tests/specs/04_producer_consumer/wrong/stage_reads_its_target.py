"""The stage goes through its target with `for`, as if the items came out of it.

Fails: task 3
Says: It went round without end: each turn of the loop must wait for one item at a `yield`.
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
    for x in target:
        target.send(function(x))


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
