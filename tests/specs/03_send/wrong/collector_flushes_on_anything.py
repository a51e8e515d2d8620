"""`except Exception` takes every error for a Flush.

Fails: task 4
Says: The collector swallowed an exception that is not Flush. It should let it out.
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
    answer = 0
    while True:
        try:
            item = yield answer
        except GeneratorExit:
            return items
        except Exception:
            answer = items
            items = []
        else:
            items.append(item)
            answer = len(items)
