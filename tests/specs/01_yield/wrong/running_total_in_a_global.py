"""The total stands in a global and is never set back.

Fails: task 3
Says: The second generator went on from the total of the first: each starts anew.
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
    for number in numbers:
        total += number
        yield total
