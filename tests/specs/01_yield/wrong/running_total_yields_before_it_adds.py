"""Each total comes out before its number is added.

Fails: task 3
Says: A total of 0 came out first, before any number had been added.
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
    total = 0
    for number in numbers:
        yield total
        total += number
