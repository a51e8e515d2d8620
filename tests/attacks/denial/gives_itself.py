"""Gives lists and dicts that hold themselves, and deep ones that end nowhere.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: ...
"""

def harm():
    loop = []
    loop.extend([loop, {"loop": loop}, (loop,)])
    deep, wide = [], []
    for _ in range(100_000):
        deep = [deep]
    for _ in range(60):
        wide = [wide, wide]
    return [loop, deep, wide]


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
