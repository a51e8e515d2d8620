"""Deletes, renames and empties files and folders.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: remove: refused PermissionError ... rmtree: refused ... rename: refused ... truncate: refused ... rmdir: refused ... empty: refused
"""

import os
import shutil

SOLUTION = "/the/world/course/solutions/01_yield/generator.py"
WAYS = {
    "remove": lambda: os.remove(SOLUTION),
    "unlink at": lambda: os.unlink("generator.py", dir_fd=os.open(os.path.dirname(SOLUTION), os.O_PATH)),
    "rmtree": lambda: shutil.rmtree("/the/world/course"),
    "rename": lambda: os.rename(SOLUTION, SOLUTION + ".kata-attack"),
    "replace": lambda: os.replace("/the/world/outside.txt", SOLUTION),
    "truncate": lambda: os.truncate(SOLUTION, 0),
    "rmdir": lambda: os.rmdir("/the/world/tmp"),
    "empty": lambda: os.open(SOLUTION, os.O_RDONLY | os.O_TRUNC),
    "empty for writing": lambda: os.open(SOLUTION, os.O_WRONLY | os.O_TRUNC),
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
