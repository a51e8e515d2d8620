"""A total of 0 comes out where there are no numbers.

Fails: task 3
Says: A total came out where there was no number.
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
    empty = True
    for number in numbers:
        empty = False
        total += number
        yield total
    if empty:
        yield total
