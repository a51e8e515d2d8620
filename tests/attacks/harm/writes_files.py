"""Writes and lengthens files wherever a program could.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: course/solutions/01_yield/generator.py: refused PermissionError ... /tmp/kata-attack: refused ... /dev/shm/kata-attack: refused
"""

import os

PLACES = (
    "/the/world/course/solutions/01_yield/generator.py",
    "/the/world/course/tests/specs/01_yield/spec_generator.py",
    "/the/world/course/tests/specs/01_yield/kata-attack.py",
    "/the/world/home/.netrc",
    "/the/world/home/kata-attack",
    "/the/world/outside.txt",
    "/the/world/report/results.json",
    "/the/world/class/neighbour/01_yield/generator.py",
    "/the/world/tmp/kata-attack",
    "/tmp/kata-attack",
    "/var/tmp/kata-attack",
    "/dev/shm/kata-attack",
    os.path.expanduser("~/kata-attack"),
    "kata-attack",
    os.path.dirname(os.__file__) + "/kata-attack.py",
    "/etc/kata-attack",
    "/proc/self/oom_score_adj",
    "/proc/self/comm",
    "/proc/sys/kernel/core_pattern",
)


def foo():
    for place in PLACES:
        for mode in ("a", "w", "r+"):
            try:
                with open(place, mode) as file:
                    file.write("kata-attack")
                print(f"{place}: done {mode}")
            except OSError as error:
                print(f"{place}: refused {type(error).__name__}")


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
