"""The total stands in a global, set back at each start; generators at work at once share it.

Fails: task 3
Says: Two generators at work mixed up their totals: they share something that each needs for itself.
"""

total = 0


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
    global total
    total = 0
    for number in numbers:
        total += number
        yield total
