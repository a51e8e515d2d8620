"""Primes its targets only when the first item is there; every `yield` gives the sender an answer."""

import inspect


def push(target, item):
    if inspect.getgeneratorstate(target) == inspect.GEN_CREATED:
        next(target)
    target.send(item)


def consumer(log):
    product = yield "ready"
    while True:
        log.append(f"消费者消费产品 {product}")
        product = yield len(log)


def produce(c, items, log):
    made = 0
    try:
        for made, item in enumerate(items, 1):
            log.append(f"生产者生产产品 {item}")
            push(c, item)
    finally:
        c.close()
    return made


def stage(function, target):
    result = None
    try:
        while True:
            result = function((yield result))
            push(target, result)
    finally:
        target.close()


def broadcast(*targets):
    live = dict.fromkeys(targets)
    try:
        while True:
            item = yield len(live)
            for target in tuple(live):
                try:
                    push(target, item)
                except StopIteration:
                    del live[target]
    finally:
        for target in live:
            target.close()
