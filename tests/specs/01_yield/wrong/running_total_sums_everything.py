"""Each time the sum of all numbers comes out, not the sum so far.

Fails: task 3
Says: The sum of all numbers came out each time, not of those so far.
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
    for _ in numbers:
        yield sum(numbers)
