"""foo prints the 4 and hands out nothing.

Fails: task 1
Says: next() gave None: what follows `yield` is handed out, a print only shows it.
"""


def foo():
    print("starting...")
    while True:
        print(4)
        res = yield
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
