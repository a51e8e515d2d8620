"""`stage` and `broadcast` are ordinary functions: they prime their targets at the call and give an inner generator."""

import inspect


def started(generator):
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)
    return generator


def consumer(log):
    def receive():
        while True:
            log.append(f"消费者消费产品 {(yield)}")

    return started(receive())


def produce(c, items, log):
    try:
        feed = started(c).send
        for item in items:
            log.extend([f"生产者生产产品 {item}"])
            feed(item)
    except BaseException:
        c.close()
        raise
    c.close()


def stage(function, target):
    started(target)

    def forward():
        try:
            while True:
                target.send(function((yield)))
        finally:
            target.close()

    return started(forward())


def broadcast(*targets):
    live = [started(target) for target in targets]

    def takes(target, item):
        try:
            target.send(item)
        except StopIteration:
            return False
        return True

    def forward():
        nonlocal live
        try:
            while True:
                item = yield
                live = [target for target in live if takes(target, item)]
        finally:
            for target in live:
                target.close()

    return started(forward())
