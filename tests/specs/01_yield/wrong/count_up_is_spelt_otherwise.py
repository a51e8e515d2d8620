"""The function is called countup.

Fails: task 2
Says: The file has no `count_up`. Did you mean `countup`?
"""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def countup(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
