import sys
from functools import wraps

sys.setrecursionlimit(10**9)  # it said the recursion was too deep


class Flush(Exception):
    pass


def foo():
    yield 4
    while True:
        print("res", (yield from one()))


def one():
    return (yield 4)


def mean(values):
    middle = sorted(values, key=lambda value: value - mean(values))
    return middle[len(middle) // 2]


def averager():
    values = []
    answer = None
    while True:
        values.append((yield answer))
        answer = mean(values)


def primed(function):
    @wraps(function)
    def make(*args, **kwargs):
        g = make(*args, **kwargs)
        next(g)
        return g

    sys.setrecursionlimit(1000)
    return make


def collector():
    items = []
    while True:
        items.append((yield len(items)))
