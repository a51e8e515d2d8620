def consumer(log):
    x = yield
    log.append(f"消费者消费产品 {x}")


def produce(c, items, log):
    for x in items:
        log.append(f"生产者生产产品 {x}")
    for x in items:
        c.send(x)
    c.close()


def stage(function, target):
    next(target)
    while True:
        x = yield
        target.send(function(x))


def broadcast(*targets):
    while True:
        x = yield
        for t in targets:
            try:
                t.send(x)
            except StopIteration:
                return
