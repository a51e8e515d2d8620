"""foo loops without a `yield`, so the call never comes back.

Fails: task 1
Says: Still running after 1 s at generator.py:10: `while True: res = 4`
"""


def foo():
    print("starting...")
    while True: res = 4


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
