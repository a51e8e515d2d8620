"""Loads a BPF program and a map.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: map: refused EPERM ... program: refused EPERM
"""

import ctypes
import errno
import os


LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine


def call(number, *arguments):
    """Make a call of the kernel: what came of it, in words."""
    if isinstance(number, tuple):
        number = number[MACHINE != "x86_64"]
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return f"done {result}" if result != -1 else f"refused {errno.errorcode[ctypes.get_errno()]}"

def foo():
    attributes = (ctypes.c_uint32 * 32)(1, 4, 4, 8)
    print("map:", call((321, 280), 0, attributes, 128))
    print("program:", call((321, 280), 5, attributes, 128))
    print("module:", call((175, 105), b"", 0, b""), call((313, 273), 0, b"", 0))


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
