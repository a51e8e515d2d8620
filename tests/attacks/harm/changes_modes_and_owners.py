"""Changes modes, owners, times and attributes, which a wall around contents does not see.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: chmod: refused ... fchmod: refused ... chown: refused ... utime: refused ... setxattr: refused ... chmod /dev/shm: refused
"""

import os

FILE = "/the/world/home/.netrc"
READABLE = os.__file__
WAYS = {
    "chmod": lambda: os.chmod(FILE, 0o777),
    "fchmod": lambda: os.fchmod(os.open(READABLE, os.O_RDONLY), 0o644),
    "chown": lambda: os.chown(FILE, 65534, 65534),
    "lchown": lambda: os.lchown(FILE, 65534, 65534),
    "fchown": lambda: os.fchown(os.open(READABLE, os.O_RDONLY), 0, 0),
    "utime": lambda: os.utime(FILE, (0, 0)),
    "setxattr": lambda: os.setxattr(FILE, "user.kata", b"attack"),
    "removexattr": lambda: os.removexattr(FILE, "user.kata"),
    "chmod /dev/shm": lambda: os.chmod("/dev/shm", 0o1777),
    "chmod course": lambda: os.chmod("/the/world/course", 0),
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
