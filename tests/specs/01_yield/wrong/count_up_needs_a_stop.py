"""stop has no default.

Fails: task 2
Says: It cannot be called as the task calls it: count_up() missing 1 required positional argument: 'stop'.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
