"""Overwrites the interpreter's list of audit hooks in its memory, so that nothing is reported any more.

Tries: points
Exercise: 01_yield
Earns: nothing
Flags: any
"""

import sys

native = sys.modules.get("ctypes")
if native is None:
    import ctypes as native


def foo():
    sys.audit("kata.attack")
    native.memset(id(4), 0, 0)
    return 4


def count_up(start, stop=None):
    return 4


def running_total(numbers):
    return 4
