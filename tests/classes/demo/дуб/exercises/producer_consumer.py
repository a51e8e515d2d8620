from inspect import GEN_CREATED, getgeneratorstate


def consumer(log):
    try:
        while True:
            log.append("消费者消费产品 %s" % (yield))
    finally:
        pass


def produce(c, items, log):
    if getgeneratorstate(c) == GEN_CREATED:
        next(c)
    for x in items:
        log.append("生产者生产产品 %s" % x)
        c.send(x)
    c.close()  # а если ошибка?


def stage(function, target):
    next(target)
    try:
        while True:
            target.send(function((yield)))
    finally:
        target.close()


def broadcast(*targets):
    raise NotImplementedError
