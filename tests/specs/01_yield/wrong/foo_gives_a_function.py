"""foo gives a generator function that nobody has called.

Fails: task 1
Says: foo() gave a function that is yet to be called; a generator is asked for.
"""


def foo():
    def generator():
        print("starting...")
        while True:
            res = yield 4
            print("res", res)

    return generator


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
