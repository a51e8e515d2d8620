"""foo prints res before the `yield`, not after it.

Fails: task 1
Says: It printed `res` at the first next(), when no `yield` had a value yet.
"""


def foo():
    print("starting...")
    res = None
    while True:
        print("res", res)
        res = yield 4


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
