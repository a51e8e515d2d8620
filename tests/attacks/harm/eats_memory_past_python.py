"""Takes memory from the kernel, past Python: mapped, shared, on the stack, locked.

Tries: harm
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: private: refused ... shared: refused ... locked: refused EPERM
"""

import ctypes
import errno
import mmap
import os


LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine


def call(number, *arguments):
    """Make a call of the kernel: what came of it, in words."""
    if isinstance(number, tuple):
        number = number[MACHINE != "x86_64"]
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return f"done {result}" if result != -1 else f"refused {errno.errorcode[ctypes.get_errno()]}"

def taken(flags):
    kept = []
    try:
        while len(kept) < 64:
            kept.append(mmap.mmap(-1, 64 * 2**20, flags=flags))
    except (OSError, MemoryError) as error:
        return f"refused {type(error).__name__} after {len(kept) * 64} MB"
    return f"done {len(kept) * 64} MB"


def harm():
    print("private:", taken(mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
    print("shared:", taken(mmap.MAP_SHARED | mmap.MAP_ANONYMOUS))
    print("locked:", call((151, 230), 1 | 2))
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
