"""foo drops the value of the `yield` expression and prints a fixed None.

Fails: task 1
Says: It printed `res None` when 10 had been sent in: `res` is the value of the `yield` expression.
"""


def foo():
    print("starting...")
    while True:
        yield 4
        print("res", None)


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
