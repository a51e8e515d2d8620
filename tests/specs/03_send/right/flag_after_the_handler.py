"""Flush is told apart by a flag outside the handler, and the end is a `finally` without a return."""

from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    mean = 0
    seen = []
    while True:
        new = yield mean
        seen = [*seen, new]
        mean = sum(seen) / len(seen)


def primed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return wrapper


def collector():
    state = {"items": [], "count": 0}
    answer = state["count"]
    ended = False
    while not ended:
        flushed = False
        try:
            item = yield answer
        except Flush:
            flushed = True
        except GeneratorExit:
            ended = True
        if flushed:
            answer = state["items"]
            state = {"items": [], "count": 0}
        elif not ended:
            state["items"].append(item)
            state["count"] += 1
            answer = state["count"]
    return state["items"]
