"""Values travel into a generator: send, throw and close."""

from functools import wraps


class Flush(Exception):
    """Thrown into a collector to ask for its list. Nothing to do here."""


def foo():
    received = yield 4
    while True:
        print(f"res {received}")
        received = yield 4


def averager():
    mean, n = 0.0, 0
    while True:
        x = yield mean
        n += 1
        mean += (x - mean) / n  # no need to keep the sum


def primed(function):
    @wraps(function)
    def start(*a, **k):
        g = function(*a, **k)
        next(g)
        return g

    return start


def collector():
    """Store what is sent in and answer with the count."""
    # TODO task 4
    raise NotImplementedError
