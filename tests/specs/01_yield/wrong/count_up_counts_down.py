"""With stop below start it counts down.

Fails: task 2
Says: It counted down: with `stop` below `start` it gives nothing.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    step = -1 if stop is not None and stop < start else 1
    number = start
    while stop is None or number != stop:
        yield number
        number += step


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
