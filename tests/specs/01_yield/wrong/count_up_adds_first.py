"""count_up adds 1 before it hands out the first number.

Fails: task 2
Says: It began with the number after `start`.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        number += 1
        yield number


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
