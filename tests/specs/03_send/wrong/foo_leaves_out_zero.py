"""`if res` leaves out 0, which was sent in like any other value.

Fails: task 1
Says: Nothing was printed when 0 was sent in. It is a value like any other.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        if res:
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
