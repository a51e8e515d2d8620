"""`not stop` is true for a stop of 0, too.

Fails: task 2
Says: It took a `stop` of 0 for no `stop` at all: 0 counts as false, so ask whether `stop` is None.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while not stop or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
