log = []


def consumer():
    while True:
        x = yield
        log.append(f"消费者消费产品 {x}")


def produce(items):
    c = consumer()
    next(c)
    for x in items:
        log.append(f"生产者生产产品 {x}")
        c.send(x)
    c.close()


def stage(function):
    def decorate(target):
        while True:
            target.send(function((yield)))

    return decorate


def broadcast(targets):
    while True:
        x = yield
        for t in targets:
            t.send(x)
