import inspect


def consumer(log):
    print("消费者启动")
    while True:
        product = yield
        log.append("消费者消费产品 " + str(product))


def produce(c, items, log):
    if inspect.getgeneratorstate(c) == "GEN_CREATED":
        c.send(None)
    for item in items:
        log.append("生产者生产产品 " + str(item))
        c.send(item)


class stage:
    def __init__(self, function, target):
        self.f = function
        self.t = target

    def send(self, x):
        self.t.send(self.f(x))

    def close(self):
        self.t.close()


def broadcast(*targets):
    targets = list(targets)
    for t in targets:
        if inspect.getgeneratorstate(t) == "GEN_CREATED":
            next(t)
    while True:
        x = yield
        for t in targets:
            try:
                t.send(x)
            except StopIteration:
                targets.remove(t)
