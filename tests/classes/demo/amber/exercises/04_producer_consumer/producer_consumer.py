"""Exercise 04, by amber."""

from inspect import getgeneratorstate


def wake(gen):
    if getgeneratorstate(gen) == "GEN_CREATED":
        next(gen)


def consumer(log):
    while True:
        x = yield
        log.append("消费者消费产品 " + str(x))


def produce(c, items, log):
    wake(c)
    try:
        for x in items:
            log.append("生产者生产产品 " + str(x))
            c.send(x)
    finally:
        c.close()


def stage(function, target):
    wake(target)
    try:
        while True:
            x = yield
            target.send(function(x))
    finally:
        target.close()


def broadcast(*targets):
    for t in targets:
        wake(t)
    alive = [t for t in targets]
    try:
        while True:
            x = yield
            next_alive = []
            for t in alive:
                try:
                    t.send(x)
                    next_alive.append(t)
                except StopIteration:
                    pass
            alive = next_alive
    finally:
        for t in targets:  # closing twice does no harm
            t.close()
