"""The mean moves by a share of the difference, foo prints nothing at first, primed uses `send(None)`."""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    res = yield 4
    while True:
        print(f"res {res}")
        res = yield 4


def averager():
    mean, count = 0.0, 0
    while True:
        value = yield mean
        count += 1
        mean += (value - mean) / count


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        generator.send(None)
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
