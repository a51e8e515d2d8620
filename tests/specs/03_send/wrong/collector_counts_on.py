"""The count is a number of its own that a flush does not set back.

Fails: task 4
Says: After a flush the count went on from the old one. It should start at 1 again.
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
    total = 0
    count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


def collector():
    items = []
    count = 0
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
            count += 1
            answer = count
