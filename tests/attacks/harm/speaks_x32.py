"""Makes calls by the numbers of x32, which a filter of numbers alone would let through.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: Python itself crashed: Bad system call
"""

import ctypes
import os


def foo():
    libc = ctypes.CDLL(None, use_errno=True)
    if os.uname().machine != "x86_64":
        os.kill(os.getpid(), 31)
    print(libc.syscall(ctypes.c_long(0x40000000 + 39)))


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
