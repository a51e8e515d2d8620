"""count_up goes on for ever, whatever stop is.

Fails: task 2
Says: It did not end at `stop`.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    while True:
        yield start
        start += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
