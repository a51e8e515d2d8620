"""`broadcast` is built of smaller generators: the first target, and a broadcast to all the others."""

import inspect


def prime(generator):
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)


def consumer(log):
    try:
        while True:
            product = yield
            log.append(f"消费者消费产品 {product}")
    except GeneratorExit:
        return


def produce(c, items, log):
    def with_lines():
        for item in items:
            log.append(f"生产者生产产品 {item}")
            yield item

    try:
        prime(c)
        for item in with_lines():
            c.send(item)
    finally:
        c.close()


def stage(function, target):
    return broadcast(through(function, target))


def through(function, target):
    prime(target)
    try:
        while True:
            target.send(function((yield)))
    finally:
        target.close()


def broadcast(*targets):
    if not targets:
        while True:
            yield
    first, rest = targets[0], broadcast(*targets[1:])
    prime(first)
    prime(rest)
    open_still = True
    try:
        while True:
            item = yield
            if open_still:
                try:
                    first.send(item)
                except StopIteration:
                    open_still = False
            rest.send(item)
    finally:
        first.close()
        rest.close()
