"""Raises errors with messages of a megabyte, long names and thousands of frames.

Tries: denial
Exercise: 01_yield
Earns: nothing
Seen: Raised
"""

import sys

sys.setrecursionlimit(200_000)
Long = type("E" * 300_000, (Exception,), {"__module__": "m" * 300_000})
Long.__qualname__ = "Q" * 300_000


def fall(depth):
    if depth:
        fall(depth - 1)
    raise Long("message " * 100_000)


def foo():
    fall(2_000)


def count_up(start, stop=None):
    fall(2_000)


def running_total(numbers):
    raise Long()
