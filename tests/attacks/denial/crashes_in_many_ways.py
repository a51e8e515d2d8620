"""Crashes Python itself, in each task in another way.

Tries: denial
Exercise: 01_yield
Earns: nothing
Seen: Python itself crashed
"""

import os
import sys


def foo():
    sys.setrecursionlimit(2**31 - 1)
    deep = 0
    for _ in range(200_000):
        deep = [deep]
    other = 0
    for _ in range(200_000):
        other = [other]
    return deep == other


def count_up(start, stop=None):
    os.abort()


def running_total(numbers):
    def broken():
        pass

    code = broken.__code__.replace(co_code=bytes([255, 255] * 40), co_stacksize=2**20)
    broken.__code__ = code
    broken()
    sys.exit(0)
