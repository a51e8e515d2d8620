"""Ends in a crash that would have the kernel write its memory to the disk, or start a helper.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: Python itself crashed
"""

import os
import resource


def foo():
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError) as error:
        print("core: refused", type(error).__name__)
    os.abort()


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
