"""Looks for keys of the user's in the kernel, and leaves one there.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: session: refused EPERM ... add: refused EPERM ... request: refused EPERM
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
    print("session:", call((250, 219), 0, -3, 0))
    print("user's:", call((250, 219), 11, -4, ctypes.create_string_buffer(64), 64))
    print("add:", call((248, 217), b"user", b"kata-attack", b"x", 1, -4))
    print("request:", call((249, 218), b"user", b"secret", 0, 0))


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
