"""The old mean counts as much as the new value.

Fails: task 2
Says: Each answer lay half-way between the old mean and the new value. All count alike.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    mean = yield
    while True:
        value = yield mean
        mean = (mean + value) / 2


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
