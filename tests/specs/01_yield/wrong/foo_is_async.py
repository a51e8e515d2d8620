"""foo is an `async def`, so it is an async generator.

Fails: task 1
Says: foo is an `async def`, and next() does not work on what it gives: use `def`.
"""


async def foo():
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
        total += number
        yield total
