"""foo takes res for what it hands out, not for what comes back in.

Fails: task 1
Says: It printed `res 4`: the 4 goes out, and under next() None comes back in.
"""


def foo():
    print("starting...")
    while True:
        res = 4
        yield res
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
