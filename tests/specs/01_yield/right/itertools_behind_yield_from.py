"""The standard library does the work: count and range, accumulate behind `yield from`."""

import itertools


def foo():
    print("starting...")
    while True:
        print(f"res {(yield 4)}")


def count_up(start, stop=None):
    if stop is None:
        yield from itertools.count(start)
    else:
        yield from range(start, stop)


def running_total(numbers):
    yield from itertools.accumulate(numbers)
