"""running_total prints the totals instead of handing them out.

Fails: task 3
Says: running_total gave None: it ran to its end at the call and handed nothing out.
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
    total = 0
    for number in numbers:
        total += number
        print(total)
