"""foo has `return 4` where `yield 4` belongs.

Fails: task 1
Says: foo() gave one number and was over: `return` ends a function, `yield` only pauses it.
"""


def foo():
    print("starting...")
    while True:
        return 4


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
