"""The next number is taken before the total of this one is handed out.

Fails: task 3
Says: It took a number ahead: its total had not yet been asked for.
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
    numbers = iter(numbers)
    total = 0
    number = next(numbers, None)
    while number is not None:
        total += number
        number = next(numbers, None)
        yield total
