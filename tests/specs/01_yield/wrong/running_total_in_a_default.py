"""A list as a default value is made once and shared by all calls.

Fails: task 3
Says: The second generator went on from the total of the first: each starts anew.
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


def running_total(numbers, seen=[]):
    for number in numbers:
        seen.append(number)
        yield sum(seen)
