"""averager keeps every value, collector gives a copy and clears its own list."""

import statistics
from functools import update_wrapper


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        print("res", (yield 4))


def averager():
    values = [(yield)]
    while True:
        values.append((yield statistics.fmean(values)))


def primed(function):
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return update_wrapper(wrapper, function)


def collector():
    items = []
    answer = None
    try:
        while True:
            try:
                items.append((yield answer))
                answer = len(items)
            except Flush:
                answer = items[:]
                items.clear()
    except GeneratorExit:
        return items
