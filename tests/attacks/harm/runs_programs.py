"""Becomes another program, from a file, from a descriptor and from memory.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: execve: refused ... by descriptor: refused ... from memory: refused ... execveat: refused EPERM
"""

import ctypes
import errno
import os
import posix  # the clock has its own os.execve
import sys


LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine


def call(number, *arguments):
    """Make a call of the kernel: what came of it, in words."""
    if isinstance(number, tuple):
        number = number[MACHINE != "x86_64"]
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return f"done {result}" if result != -1 else f"refused {errno.errorcode[ctypes.get_errno()]}"

def from_memory():
    number = os.memfd_create("kata-attack")
    with open(sys.executable, "rb") as file:
        os.write(number, file.read())
    posix.execve(number, ["python"], {})


LIBRARY = os.path.dirname(os.__file__) + "/os.py"
WAYS = {
    "execve": lambda: posix.execve("/bin/sh", ["sh", "-c", "touch /tmp/kata-attack"], {}),
    "itself": lambda: posix.execv(sys.executable, [sys.executable, "-c", "print(1)"]),
    "by descriptor": lambda: posix.execve(os.open(LIBRARY, os.O_RDONLY), ["x"], {}),
    "from memory": from_memory,
}


def foo():
    for name, way in WAYS.items():
        try:
            print(f"{name}: done {way()}")
        except (OSError, AssertionError) as error:
            print(f"{name}: refused {type(error).__name__}")
    number = os.open(LIBRARY, os.O_RDONLY)
    print("execveat:", call((322, 281), number, b"", 0, 0, 0x1000))


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
