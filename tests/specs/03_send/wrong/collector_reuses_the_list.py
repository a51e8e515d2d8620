"""One list is shared by all flushes: it is emptied when the next value comes.

Fails: task 4
Says: A list given on a flush changed afterwards. It should be the caller's own.
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
    given = False
    while True:
        try:
            item = yield answer
        except Flush:
            if given:
                items.clear()
            answer = items
            given = True
        except GeneratorExit:
            return [] if given else items
        else:
            if given:
                items.clear()
                given = False
            items.append(item)
            answer = len(items)
