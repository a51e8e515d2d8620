"""Sends first and primes when Python refuses; nothing of the task tells that from looking first."""


def push(generator, item):
    try:
        generator.send(item)
    except TypeError as error:
        if "just-started" not in str(error):
            raise
        next(generator)
        generator.send(item)


def consumer(log):
    while True:
        product = yield
        log.append(f"消费者消费产品 {product}")


def produce(c, items, log):
    try:
        for item in items:
            log.append(f"生产者生产产品 {item}")
            push(c, item)
    finally:
        c.close()


def stage(function, target):
    try:
        while True:
            push(target, function((yield)))
    finally:
        target.close()


def broadcast(*targets):
    try:
        while True:
            item = yield
            for target in targets:
                try:
                    push(target, item)
                except StopIteration:
                    pass
    finally:
        for target in targets:
            target.close()
