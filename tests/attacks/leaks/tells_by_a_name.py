"""Asks whether hidden files exist and how long they are: that much the walls do not hide, and no more.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: exists ... content refused PermissionError ... listing refused PermissionError
"""

import os

SPEC = "/the/world/course/tests/specs/01_yield/spec_generator.py"


def foo():
    print("exists" if os.stat(SPEC).st_size else "is empty")
    try:
        print("content", os.open(SPEC, os.O_RDONLY))
    except OSError as error:
        print("content refused", type(error).__name__)
    try:
        print("listing", os.listdir(os.path.dirname(SPEC)))
    except OSError as error:
        print("listing refused", type(error).__name__)


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
