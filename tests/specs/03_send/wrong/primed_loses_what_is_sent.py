"""A for loop hands on what comes out, but nothing that is sent in.

Fails: task 3
Says: What was sent in did not reach the generator.
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
    def relay(generator):
        for value in generator:
            yield value

    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = relay(function(*args, **kwargs))
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
