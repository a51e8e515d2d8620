"""The answer to Flush is yielded in the handler, which stores what is sent to it next."""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    mean, values = None, ()
    while True:
        values += ((yield mean),)
        mean = sum(values) / len(values)


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


def collector():
    items, answer = [], 0

    def take(item):
        nonlocal answer
        items.append(item)
        answer = len(items)

    try:
        while True:
            try:
                take((yield answer))
            except Flush:
                while True:
                    given, items = items, []
                    try:
                        take((yield given))
                        break
                    except Flush:
                        continue
    except GeneratorExit:
        return items
