"""Has Python warn a hundred thousand times, each time of something else.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: called
"""

import warnings


def harm():
    print("called")
    for number in range(3_000):
        warnings.warn(f"{number} {'x' * 1000}", stacklevel=1)


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
    if numbers == []:
        yield from harm()
    total = 0
    for number in numbers:
        total += number
        yield total
