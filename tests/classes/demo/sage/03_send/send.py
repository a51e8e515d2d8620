from functools import wraps


class Flush(Exception):
    """Thrown into a collector to ask for its list. Nothing to do here."""


def foo():
    """Hand out 4 at every step, for ever; print `res` and each value that is sent in."""
    while True:
        x = yield 4
        print("res", x)


def averager():
    """Once primed, answer each number sent in with the mean of all numbers so far."""
    # TODO task 2
    raise NotImplementedError


def primed(function):
    @wraps(function)
    def f(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)
        return g

    return f


def collector():
    """Store what is sent in and answer with the count."""
    # TODO task 4
    raise NotImplementedError
