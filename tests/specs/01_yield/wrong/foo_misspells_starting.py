r"""The text differs from the one that is asked for.

Fails: task 1
Says: Printed 'Starting\n', expected 'starting...\n'.
"""


def foo():
    print("Starting")
    while True:
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
