"""There is no loop in foo: it hands out 4 once and ends.

Fails: task 1
Says: It came to an end: foo hands out 4 for as long as it is asked.
"""


def foo():
    print("starting...")
    res = yield 4
    print("res", res)


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
