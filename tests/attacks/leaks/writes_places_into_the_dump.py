"""Hangs, after it has written into the pipe for hangs that it hangs in a line of the spec.

Tries: leak
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Still running
"""

import os
import stat

SPEC = "/the/world/course/tests/specs/01_yield/spec_generator.py"


def harm():
    for number in range(3, 64):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                for file in (SPEC, "../solutions/01_yield/generator.py", "generator.py", "/the/world/home/.netrc"):
                    os.write(number, f'  File "{file}", line 1 in foo\n'.encode())
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
