"""The list of values is a default argument: all averagers share it.

Fails: task 2
Says: Two averagers used in turn mixed their values. They should share nothing.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager(values=[]):
    mean = None
    while True:
        values.append((yield mean))
        mean = sum(values) / len(values)


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


def collector():
    items = []
    answer = 0
    while True:
        try:
            item = yield answer
        except Flush:
            answer = items
            items = []
        except GeneratorExit:
            return items
        else:
            items.append(item)
            answer = len(items)
