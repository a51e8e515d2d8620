"""One yield hands out 4, a second one receives: every other value is lost.

Fails: task 1
Says: Every other value sent in was lost: of three, only the second was printed.
"""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        yield 4
        res = yield
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
