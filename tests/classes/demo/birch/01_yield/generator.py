import itertools
from operator import add


def foo():
    print("starting...")
    for _ in itertools.repeat(None):
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        return itertools.count(start)
    return iter(range(start, stop))  # a range is not an iterator by itself!


def running_total(numbers):
    return itertools.accumulate(numbers, add)
