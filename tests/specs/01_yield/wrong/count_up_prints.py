"""count_up prints the numbers instead of handing them out.

Fails: task 2
Says: count_up gave None: it ran to its end at the call and handed nothing out.
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is not None and number < stop:
        print(number)
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
