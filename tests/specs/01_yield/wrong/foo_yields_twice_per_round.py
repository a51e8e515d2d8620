"""A second `yield` in the loop drops every other value that comes in.

Fails: task 1
Says: It was resumed and printed no `res`.
"""


def foo():
    print("starting...")
    while True:
        yield 4
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
