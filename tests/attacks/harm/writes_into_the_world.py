"""Leaves a file and changes another, in folders of the instructor's.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: new: refused PermissionError ... old: refused PermissionError
Unconfined: change
"""


def foo():
    for name, place in (("new", "/the/world/home/kata-attack"), ("old", "/the/world/outside.txt")):
        try:
            with open(place, "a") as file:
                file.write("kata-attack")
            print(f"{name}: done")
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
