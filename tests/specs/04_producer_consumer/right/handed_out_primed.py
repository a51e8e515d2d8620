"""Every generator is handed out at its first `yield` already: a decorator primes it."""

import functools
import inspect


def primed(function):
    @functools.wraps(function)
    def start(*args):
        generator = function(*args)
        next(generator)
        return generator

    return start


def ready(generator):
    if inspect.getgeneratorstate(generator) == "GEN_CREATED":
        generator.send(None)
    return generator


@primed
def consumer(log):
    while True:
        log.append("消费者消费产品 {}".format((yield)))


def produce(c, items, log):
    c = ready(c)
    try:
        for item in items:
            log.append("生产者生产产品 {}".format(item))
            c.send(item)
    except Exception:
        c.close()
        raise
    else:
        c.close()


@primed
def stage(function, target):
    ready(target)
    try:
        while True:
            target.send(function((yield)))
    except GeneratorExit:
        target.close()
        raise


@primed
def broadcast(*targets):
    live = [ready(target) for target in targets]
    try:
        while True:
            item = yield
            staying = []
            for target in live:
                try:
                    target.send(item)
                except StopIteration:
                    pass
                else:
                    staying.append(target)
            live = staying
    except GeneratorExit:
        for target in live:
            target.close()
