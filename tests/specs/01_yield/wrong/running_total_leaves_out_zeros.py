"""A number that is 0 gets no total.

Fails: task 3
Says: It left out a number that is 0: it has a total, too.
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
        if number:
            total += number
            yield total
