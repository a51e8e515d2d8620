"""Looks for secrets in its own environment, and in that of each process above it.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: own ['PYTHONHASHSEED'] ... parent: refused PermissionError
Unconfined: environment
"""

import os
import re


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def foo():
    print("own", sorted({*os.environ} - {"LC_CTYPE"}))
    process = os.getppid()
    try:
        while process > 1:
            with open(f"/proc/{process}/environ", "rb") as file:
                print("parent:", found(file.read()))
            with open(f"/proc/{process}/stat") as file:
                process = int(file.read().rpartition(")")[2].split()[1])
    except OSError as error:
        print("parent: refused", type(error).__name__)


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
