"""The `yield` stands after the loop, so only the last total comes out.

Fails: task 3
Says: Only the last total came out: one is asked for after each number.
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
        total += number
    yield total
