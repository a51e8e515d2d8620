"""The result is yielded, which hands it back to the sender, in place of being sent on.

Fails: task 3
Says: The results went back to the caller: what a stage yields does not reach its target.
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
    result = None
    try:
        while True:
            x = yield result
            result = function(x)
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
