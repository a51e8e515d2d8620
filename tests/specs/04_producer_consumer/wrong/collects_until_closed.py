"""The items are collected, and go out only when the broadcast is closed.

Fails: task 4
Says: Nothing reached any target.
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
    items = []
    try:
        while True:
            items.append((yield))
    finally:
        for target in targets:
            try:
                for x in items:
                    target.send(x)
            except StopIteration:
                pass
            target.close()
