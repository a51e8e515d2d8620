"""Two loops one after the other: all is produced before anything is consumed.

Fails: task 2
Says: Everything was produced before anything was consumed; they must take turns.
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
        made = []
        for item in items:
            log.append(f"生产者生产产品 {item}")
            made.append(item)
        for item in made:
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
