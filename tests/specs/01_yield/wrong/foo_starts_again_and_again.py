"""`starting...` is printed inside the loop.

Fails: task 1
Says: It printed `starting...` again: only the first next() prints it.
"""


def foo():
    while True:
        print("starting...")
        res = yield 4
        print("res", res)


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
