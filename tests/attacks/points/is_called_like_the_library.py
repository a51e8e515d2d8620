"""Brings modules of its own under the names of asyncio, of the grader and of the scenarios.

Tries: points
Exercise: 01_yield
Earns: task 2, task 3
Seen: asyncio is Python's own ... grader is not mine
"""

import asyncio
import sys


def foo():
    print("asyncio is", "mine" if hasattr(asyncio, "MINE") else "Python's own")
    grader = sys.modules.get("grader")
    print("grader is", "mine" if hasattr(grader, "MINE") else "not mine")
    return 4


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
# >>> asyncio.py
MINE = True
# >>> builtins.py
MINE = True
# >>> grader.py
MINE = True
# >>> msgspec.py
MINE = True
# >>> sitecustomize.py
raise SystemExit("sitecustomize ran")
# >>> usercustomize.py
raise SystemExit("usercustomize ran")
# >>> scenarios_of_01_yield.py
MINE = True
# >>> spec_generator.py
def test_everything():
    pass
# >>> __main__.py
MINE = True
# >>> _thread.py
MINE = True
# >>> encodings.py
MINE = True
