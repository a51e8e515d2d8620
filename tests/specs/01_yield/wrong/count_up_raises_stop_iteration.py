"""count_up ends as old code did, with `raise StopIteration`.

Fails: task 2
Says: It ended with `raise StopIteration`, which Python forbids in a generator: `return` ends it.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while True:
        if stop is not None and number >= stop:
            raise StopIteration
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
