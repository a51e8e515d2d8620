"""As near to the notes as the task allows: `while True`, `res = yield`, `next(c)`, an iterator walked by hand."""

from inspect import GEN_CREATED, getgeneratorstate


def consumer(log):
    while True:
        res = yield
        log.append("消费者消费产品 " + str(res))


def produce(c, items, log):
    try:
        if getgeneratorstate(c) == GEN_CREATED:
            next(c)
        source = iter(items)
        while True:
            try:
                i = next(source)
            except StopIteration:
                break
            log.append(f"生产者生产产品 {i}")
            c.send(i)
    finally:
        c.close()


def stage(function, target):
    if getgeneratorstate(target) == GEN_CREATED:
        next(target)
    going = True
    while going:
        try:
            x = yield
        except GeneratorExit:
            target.close()
            going = False
        else:
            target.send(function(x))


def broadcast(*targets):
    targets = list(targets)
    for t in targets:
        if getgeneratorstate(t) == GEN_CREATED:
            next(t)
    while True:
        try:
            x = yield
        except GeneratorExit:
            for t in targets:
                t.close()
            return
        for t in targets[::-1]:
            try:
                t.send(x)
            except StopIteration:
                targets.remove(t)
