"""The loop stands inside the try, so that the first Flush is the last.

Fails: task 4
Says: The collector ended after a flush. It should live on and start anew.
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
    try:
        while True:
            item = yield len(items)
            items.append(item)
    except Flush:
        yield items
    except GeneratorExit:
        return items
