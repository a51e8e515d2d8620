"""Gives a text that does not fit into a frame.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Its answer is too large
"""


def harm():
    while True:
        yield "x" * (16 * 2**20)


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
    if numbers == []:
        yield from harm()
    total = 0
    for number in numbers:
        total += number
        yield total
