"""Asks `gi_suspended` in place of `inspect`, and leaves the closing to contextlib."""

import itertools
from contextlib import ExitStack, closing


def wake(generator):
    if not generator.gi_suspended and generator.gi_frame is not None:
        next(generator)


def consumer(log):
    for _ in itertools.repeat(None):
        product = yield
        log += ["消费者消费产品 %s" % (product,)]


def produce(c, items, log):
    with closing(c):
        wake(c)
        for item in items:
            log.append("生产者生产产品 " + str(item))
            c.send(item)


def stage(function, target):
    with closing(target):
        wake(target)
        while True:
            target.send(function((yield)))


def broadcast(*targets):
    with ExitStack() as stack:
        for target in targets:
            stack.enter_context(closing(target))
            wake(target)
        ended = set()
        while True:
            item = yield
            for place, target in enumerate(targets):
                if place not in ended:
                    try:
                        target.send(item)
                    except StopIteration:
                        ended.add(place)
