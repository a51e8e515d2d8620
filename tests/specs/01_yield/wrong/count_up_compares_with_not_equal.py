"""`!=` never meets a stop that lies below start.

Fails: task 2
Says: It went on for ever: a `stop` below `start` is never met.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while number != stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
