"""foo hands out the value that was sent in instead of 4.

Fails: task 1
Says: foo handed back what was sent in. It should hand out 4 each time.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    res = 4
    while True:
        res = yield res
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
