"""total is set to 0 inside the loop.

Fails: task 3
Says: The numbers themselves came out: the total was lost from one to the next.
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
    for number in numbers:
        total = 0
        total += number
        yield total
