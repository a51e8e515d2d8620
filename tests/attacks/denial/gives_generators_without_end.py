"""Gives generators and maps that never end, in the hope that someone walks them.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: expected
"""

from itertools import count, cycle


def harm():
    while True:
        yield count()
        yield cycle([1])
        yield map(str, count())
        yield range(10**30)


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
