"""The first line of foo runs at the call already; only the loop is a generator.

Fails: task 1
Says: It printed something at the call: the body waits for the first next().
"""


def foo():
    print("starting...")

    def loop():
        while True:
            res = yield 4
            print("res", res)

    return loop()


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
