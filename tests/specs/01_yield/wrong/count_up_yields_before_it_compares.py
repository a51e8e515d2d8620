"""start comes out before stop has been looked at.

Fails: task 2
Says: It gave `start` before it had looked at `stop`.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while True:
        yield number
        number += 1
        if stop is not None and number >= stop:
            return


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
