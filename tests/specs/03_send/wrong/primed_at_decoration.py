"""The generator is made and advanced when the function is decorated.

Fails: task 3
Says: The body began at the decoration. It should begin at each call.
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
    generator = function()
    next(generator)

    @wraps(function)
    def wrapper(*args, **kwargs):
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
