"""running_total returns a list of all totals.

Fails: task 3
Says: running_total gave a list: all numbers were read at the call, and next() does not work on it.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    totals = []
    total = 0
    for number in numbers:
        total += number
        totals.append(total)
    return totals
