"""The first generator is kept and given at every later call.

Fails: task 3
Says: Two calls gave generators that share what is sent in.
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
    made = []

    @wraps(function)
    def wrapper(*args, **kwargs):
        if not made:
            made.append(function(*args, **kwargs))
            next(made[0])
        return made[0]

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
