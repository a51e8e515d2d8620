"""Gives objects whose repr, str, hash, comparison, length and truth never come back.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Still running
"""


class Endless:
    def __repr__(self):
        while True:
            pass

    __str__ = __bool__ = __len__ = __iter__ = __getattr__ = __repr__

    def __hash__(self):
        while True:
            pass

    def __eq__(self, other):
        while True:
            pass


def harm():
    print("called")
    return iter([Endless()])


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
