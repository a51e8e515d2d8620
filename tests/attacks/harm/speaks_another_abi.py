"""Makes calls by the 32-bit entry of the kernel, where the same numbers mean other calls.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: Python itself crashed: Bad system call
"""

import ctypes
import mmap
import os

# mov eax, 20 (getpid of the other table); int 0x80; ret
CODE = bytes.fromhex("b814000000cd80c3")


def foo():
    if os.uname().machine != "x86_64":
        os.kill(os.getpid(), 31)
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(CODE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    print("pid", ctypes.CFUNCTYPE(ctypes.c_int)(address)())


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
