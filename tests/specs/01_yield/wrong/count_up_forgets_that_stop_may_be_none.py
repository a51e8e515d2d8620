"""A number is compared with None when no stop is given.

Fails: task 2
Says: Without a `stop` it failed: `stop` is None then, and None is not a number.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
