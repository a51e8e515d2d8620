"""foo hands out 4 but never prints what comes in.

Fails: task 1
Says: It was resumed and printed no `res`.
"""


def foo():
    print("starting...")
    while True:
        yield 4


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
