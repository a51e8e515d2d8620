"""No stop is taken for a stop of 0.

Fails: task 2
Says: Without a `stop` not one number came out.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while number < (stop or 0):
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
