"""The number stands in a global, which all counts share.

Fails: task 2
Says: Two counts disturbed each other: they share something that each needs for itself.
"""

number = 0


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    global number
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
