"""next() on an empty iterable raises inside the generator.

Fails: task 3
Says: It failed when no number was left: next() raises StopIteration then, and nothing caught that.
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
    total = next(numbers)
    yield total
    for number in numbers:
        total += number
        yield total
