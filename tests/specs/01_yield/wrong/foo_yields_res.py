"""foo hands res out again instead of 4.

Fails: task 1
Says: It handed out the None that had come in: 4 is handed out at every `yield`.
"""


def foo():
    print("starting...")
    res = 4
    while True:
        res = yield res
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
        yield total
