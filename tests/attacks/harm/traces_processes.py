"""Attaches to the processes above it as a debugger, and writes into their memory.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: attach: refused EPERM ... seize: refused EPERM ... write: refused EPERM ... compare: refused EPERM ... descriptor: refused EPERM
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
    parent = os.getppid()
    buffer = ctypes.create_string_buffer(64)
    local = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 64)
    print("trace me:", call((101, 117), 0, 0, 0, 0))
    print("attach:", call((101, 117), 16, parent, 0, 0))
    print("seize:", call((101, 117), 0x4206, parent, 0, 0))
    print("write:", call((311, 271), parent, local, 1, local, 1, 0))
    print("compare:", call((312, 272), os.getpid(), parent, 0, 0, 0))
    print("descriptor:", call(438, 3, 0, 0), call(434, parent, 0))
    print("advise:", call(440, 3, local, 1, 20, 0))


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
