"""Leaves notes in its process, dies, and looks for them in the process that takes its place.

Tries: leak
Exercise: 01_yield
Earns: nothing
Seen: exit status 9
Seen: notes found: []
"""

import builtins
import os
import sys
import tempfile

NOTE = "note_of_kata_attack"


def found():
    places = [vars(builtins), sys.modules, os.environ, vars(sys), vars(os)]
    return [NOTE for place in places if NOTE in place]


FOUND = found()


def leave():
    setattr(builtins, NOTE, 1)
    setattr(sys, NOTE, 1)
    setattr(os, NOTE, 1)
    sys.modules[NOTE] = sys
    os.environ[NOTE] = "1"
    for folder in (tempfile.gettempdir() if False else "/tmp", "/dev/shm", "/the/world/tmp"):
        try:
            with open(f"{folder}/{NOTE}", "w") as file:
                file.write("1")
        except OSError:
            pass
    os._exit(9)


def foo():
    leave()


def count_up(start, stop=None):
    raise LookupError(f"notes found: {FOUND}")


def running_total(numbers):
    raise LookupError(f"notes found: {FOUND}")
