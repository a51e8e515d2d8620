from functools import wraps


class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)


def averager():
    values = []
    mean = None
    while True:
        value = yield mean
        values = values[-1:] + [value]
        mean = sum(values) / len(values)


def primed(function):
    @wraps(function)
    def make(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)
        return g

    return make


@primed
def collector():
    items = []
    while True:
        item = yield len(items)
        items.append(item)
