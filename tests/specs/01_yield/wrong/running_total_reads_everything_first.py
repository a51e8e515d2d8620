"""`list(numbers)` takes every number before the first total comes out.

Fails: task 3
Says: It took every number before the first total: an endless source has no last one.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in list(numbers):
        total += number
        yield total
