import inspect


def ready(g):
    if inspect.getgeneratorstate(g) == inspect.GEN_CREATED:
        next(g)
    return g


def consumer(log):
    while True:
        log.append(f"消费者消费产品 {(yield)}")


def produce(c, items, log):
    ready(c)
    try:
        for item in items:
            log.append(f"生产者生产产品 {item}")
            c.send(item)
    finally:
        c.close()


def stage(function, target):
    ready(target)
    try:
        while True:
            target.send(function((yield)))
    finally:
        target.close()


def broadcast(*targets):
    listeners = [ready(t) for t in targets]
    try:
        while True:
            while not targets:
                pass  # wait until somebody listens
            item = yield
            for t in listeners[:]:
                try:
                    t.send(item)
                except StopIteration:
                    listeners.remove(t)
    finally:
        for t in listeners:
            t.close()
