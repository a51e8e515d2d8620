# coding: gbk
"""生产者和消费者。"""
import inspect


def 启动(g):
    if inspect.getgeneratorstate(g) == inspect.GEN_CREATED:
        next(g)


def consumer(log):
    while True:
        产品 = yield
        log.append(f"消费者消费产品 {产品}")


def produce(c, items, log):
    启动(c)
    try:
        for 产品 in items:
            log.append(f"生产者生产产品 {产品}")
            c.send(产品)
    finally:
        c.close()


def stage(function, target):
    启动(target)
    while True:
        try:
            值 = yield
        except GeneratorExit:
            target.close()
            return
        target.send(function(值))


def broadcast(*targets):
    for t in targets:
        启动(t)
    在听 = set(targets)
    try:
        while True:
            值 = yield
            for t in list(在听):
                try:
                    t.send(值)
                except StopIteration:
                    在听.discard(t)
    finally:
        for t in 在听:
            t.close()
