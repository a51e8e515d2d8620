"""averager is decorated with primed, and counts the caller's next as a 0.

Fails: task 2
Says: averager() came back already primed, so the caller's `next` sent in a None.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


@primed
def averager():
    total = 0
    count = 0
    mean = None
    while True:
        value = yield mean
        total += value or 0
        count += 1
        mean = total / count


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
