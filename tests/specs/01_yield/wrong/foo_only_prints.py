"""foo prints what it should hand out, and has no `yield` at all.

Fails: task 1
Says: foo() gave None: there is no `yield` in it, so it ran to its end at the call.
"""


def foo():
    print("starting...")
    print(4)
    print("res", None)


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
