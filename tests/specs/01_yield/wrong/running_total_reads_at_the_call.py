"""The first number is taken when running_total is called.

Fails: task 3
Says: It took a number when it was called, before a total was asked for.
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


class running_total:
    def __init__(self, numbers):
        self.numbers = iter(numbers)
        self.total = 0
        self.number = next(self.numbers, None)

    def __iter__(self):
        return self

    def __next__(self):
        if self.number is None:
            raise StopIteration
        self.total += self.number
        self.number = next(self.numbers, None)
        return self.total
