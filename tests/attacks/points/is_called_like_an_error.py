"""Raises an exception that has the name of the one that is asked for, and is another.

Tries: points
Exercise: 03_send
Earns: task 1, task 2, task 3, test_collector_makes_a_generator
Seen: expected
"""


class ValueError(Exception):
    """Not Python's."""


class Flush(Exception):
    pass


def collector():
    answer = 0
    while True:
        try:
            yield answer
        except BaseException:
            raise ValueError from None


from functools import wraps


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    total, count, mean = 0.0, 0, None
    while True:
        total += yield mean
        count += 1
        mean = total / count


def primed(function):
    @wraps(function)
    def make(*positional, **keywords):
        generator = function(*positional, **keywords)
        next(generator)
        return generator

    return make
