"""Takes memory that is not cleared, and looks for what the process held before.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: dug through 48 MB: read 0 bytes
"""

import ctypes
import re


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def foo():
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    rest = b""
    for size in (64, 512, 4096, 65536, 1048576):
        for _ in range(min(4096, 12 * 2**20 // size)):
            block = libc.malloc(size)
            rest += b" ".join(re.findall(rb"canary-[a-z]+-[0-9a-f]{16}", ctypes.string_at(block, size)))
    print("dug through 48 MB:", found(rest))


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
