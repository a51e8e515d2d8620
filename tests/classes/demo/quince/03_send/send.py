from functools import wraps


class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)


def avarager():
    total, n = 0, 0
    mean = None
    while True:
        total += yield mean
        n += 1
        mean = total / n


def prime(function):
    @wraps(function)
    def make(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)
        return g

    return make


def collecter():
    yield
