"""Gives integers with so many digits that nobody can write them out.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: too long to write down
"""

import sys

sys.set_int_max_str_digits(0)
BIG = 1 << 400_000


def harm():
    while True:
        yield BIG


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
