"""running_total has `return` where `yield` belongs.

Fails: task 3
Says: running_total gave one number and was over: `return` ends a function, `yield` only pauses it.
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
        return total
