"""primed hands out a generator that delegates to the inner one, collector fills each list in a helper."""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    total = yield
    count = 1
    while True:
        total += yield total / count
        count += 1


def primed(function):
    def delegate(*args, **kwargs):
        return (yield from function(*args, **kwargs))

    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = delegate(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


def fill(items, answer):
    while True:
        items.append((yield answer))
        answer = len(items)


def collector():
    items, answer = [], 0
    while True:
        try:
            yield from fill(items, answer)
        except Flush:
            items, answer = [], items
        except GeneratorExit:
            return items
