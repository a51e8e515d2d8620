"""Looks for the work of another learner of the class.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: listed nothing
Unconfined: neighbour
"""

import os
import re


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def foo():
    seen = []
    for folder, _, files in os.walk("/the/world/class/neighbour"):
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                seen.append(found(file.read()))
    print("listed", seen or "nothing")


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
