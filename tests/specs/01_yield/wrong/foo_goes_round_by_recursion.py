"""The loop is a function that calls itself; Python's stack ends after a thousand rounds.

Fails: task 1
Says: It called itself for each number until Python allowed no more: only a loop goes on for ever.
"""


def foo():
    print("starting...")
    yield from again()


def again():
    res = yield 4
    print("res", res)
    yield from again()


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
