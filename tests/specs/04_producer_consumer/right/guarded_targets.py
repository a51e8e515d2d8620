"""One helper wraps a target: it primes it, remembers whether it has ended, and is shared by all tasks."""

from inspect import getgeneratorstate


class Guarded:
    def __init__(self, generator):
        self.generator = generator
        self.ended = False
        if getgeneratorstate(generator) == "GEN_CREATED":
            generator.send(None)

    def send(self, item):
        if not self.ended:
            try:
                self.generator.send(item)
            except StopIteration:
                self.ended = True

    def close(self):
        self.generator.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def consumer(log):
    text = "消费者消费产品"
    while True:
        product = yield
        log.append(" ".join([text, str(product)]))


def produce(c, items, log):
    with Guarded(c) as target:
        for item in items:
            log.insert(len(log), f"生产者生产产品 {item!s}")
            target.send(item)


def stage(function, target):
    with Guarded(target) as guarded:
        while True:
            guarded.send(function((yield)))


def broadcast(*targets):
    guarded = [Guarded(target) for target in targets]
    try:
        while True:
            item = yield
            for each in guarded:
                each.send(item)
    finally:
        for each in guarded:
            each.close()
