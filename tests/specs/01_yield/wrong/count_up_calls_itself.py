"""count_up calls itself for every number, and Python's stack ends after a thousand.

Fails: task 2
Says: It called itself for each number until Python allowed no more: only a loop goes on for ever.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None or start < stop:
        yield start
        yield from count_up(start + 1, stop)


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
