"""Without a stop it gives a thousand numbers and ends.

Fails: task 2
Says: Without a `stop` it came to an end: it goes on for ever then.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        stop = start + 1000
    number = start
    while number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
