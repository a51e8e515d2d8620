"""Puts modules and start-up files into the installation that the judge itself runs on.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: os.py: refused ... sitecustomize.py: refused ... kata-attack.pth: refused ... .pyc: refused
"""

import os
import py_compile
import sys


def foo():
    library = os.path.dirname(os.__file__)
    places = [os.__file__, library + "/site-packages/sitecustomize.py", library + "/site-packages/kata-attack.pth"]
    places += [sys.modules["grader.specs"].__file__, sys.prefix + "/pyvenv.cfg", sys.executable]
    for place in places:
        try:
            with open(place, "ab") as file:
                file.write(b"")
            print(f"{place}: done")
        except OSError as error:
            print(f"{place}: refused {type(error).__name__}")
    try:
        print(py_compile.compile(os.__file__, doraise=True))
    except OSError as error:
        print(".pyc: refused", type(error).__name__)


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
