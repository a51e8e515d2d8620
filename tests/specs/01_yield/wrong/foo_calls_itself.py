"""foo goes round by starting another foo, which says `starting...` again.

Fails: task 1
Says: It printed `starting...` again: only the first next() prints it.
"""


def foo():
    print("starting...")
    res = yield 4
    print("res", res)
    yield from foo()


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
