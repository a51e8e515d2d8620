"""foo goes round a fixed number of times.

Fails: task 1
Says: It came to an end: foo hands out 4 for as long as it is asked.
"""


def foo():
    print("starting...")
    for _ in range(100):
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
        yield total
