"""averager answers with exact fractions, collector sorts the exceptions by hand, foo writes its lines."""

import sys
from fractions import Fraction
from functools import WRAPPER_ASSIGNMENTS
from itertools import count


class Flush(Exception):
    pass


def foo():
    for _ in count():
        res = yield 4
        sys.stdout.write(f"res {res}\n")


def averager():
    total = Fraction(0)
    answer = None
    for number in count(1):
        total += Fraction((yield answer))
        answer = total / number


def primed(function):
    def wrapper(*args, **kwargs):
        (generator := function(*args, **kwargs)).__next__()
        return generator

    for name in WRAPPER_ASSIGNMENTS:
        if hasattr(function, name):
            setattr(wrapper, name, getattr(function, name))
    wrapper.__wrapped__ = function
    return wrapper


def collector():
    items, answer = [], None
    while True:
        try:
            item = yield answer
        except BaseException as request:
            if isinstance(request, GeneratorExit):
                return items
            if not isinstance(request, Flush):
                raise
            answer, items = items, []
        else:
            items += [item]
            answer = len(items)
