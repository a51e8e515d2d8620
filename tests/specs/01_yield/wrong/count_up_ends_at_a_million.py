"""Without a stop it ends at a number that looked large enough.

Fails: task 2
Says: Without a `stop` it ended at a large number: Python's integers have no largest one.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        stop = 1_000_000
    number = start
    while number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
