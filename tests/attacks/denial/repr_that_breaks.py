"""Gives objects whose repr raises, ends the program or is no text.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Gave ... expected
"""


class Broken:
    def __repr__(self):
        raise SystemExit(0)


class Worse:
    def __repr__(self):
        raise RecursionError


class Huge:
    def __repr__(self):
        return "x" * 2**24


class Lying(str):
    def __len__(self):
        return -1

    def __getitem__(self, place):
        raise KeyboardInterrupt


class Text:
    def __repr__(self):
        return Lying("short")


def harm():
    while True:
        yield Huge()
        yield Text()
        yield Worse()
        yield Broken()


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
