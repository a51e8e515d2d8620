"""foo calls next() on its generator before it gives it away.

Fails: task 1
Says: It printed something at the call: the body waits for the first next().
"""


def _foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def foo():
    g = _foo()
    next(g)
    return g


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
