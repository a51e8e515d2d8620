"""Reads the hidden spec of its own exercise from the disk.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: refused PermissionError
Unconfined: spec
"""

import re

SPEC = "/the/world/course/tests/specs/01_yield/spec_generator.py"


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def foo():
    try:
        with open(SPEC, "rb") as file:
            print(found(file.read()))
    except OSError as error:
        print("refused", type(error).__name__)


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
