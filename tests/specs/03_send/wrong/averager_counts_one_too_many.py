"""The count begins at 1 and is raised before it is used.

Fails: task 2
Says: Each sum was divided by one too many. How many values have come?
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
    count = 1
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
