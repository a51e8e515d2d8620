"""Leaves threads that go on when its scenario is over, and write files when nobody looks.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: left a thread
"""

import _thread


def haunt():
    while True:
        try:
            with open("/tmp/kata-attack", "w") as file:
                file.write("still here")
        except OSError:
            pass


def foo():
    _thread.start_new_thread(haunt, ())
    print("left a thread")


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
