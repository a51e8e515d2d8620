"""Exercise 03, by amber."""

import functools


class Flush(Exception):
    pass


def foo():
    while True:
        print("res", (yield 4))


def averager():
    seen = []
    answer = 0
    while True:
        seen.append((yield answer))
        answer = sum(seen) / len(seen)


def primed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        gen = function(*args, **kwargs)
        gen.send(None)
        return gen

    return wrapper


def collector():
    stored = []
    reply = None
    while True:
        try:
            stored.append((yield reply))
            reply = len(stored)
        except Flush:
            reply = stored
            stored = []
        except GeneratorExit:
            return stored
