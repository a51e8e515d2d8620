"""count_up collects all numbers in a list and returns it.

Fails: task 2
Says: count_up gave a list: all its numbers were made at the call, and next() does not work on it.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    return [number for number in range(start, stop)]


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
