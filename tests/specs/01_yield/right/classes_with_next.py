"""Iterators written as classes; CountUp has no `__iter__`, since only next() is asked for."""


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


class CountUp:
    def __init__(self, start, stop):
        self.number = start - 1
        self.stop = stop

    def __next__(self):
        if self.stop is not None and self.number + 1 >= self.stop:
            raise StopIteration
        self.number += 1
        return self.number


def count_up(start, stop=None):
    return CountUp(start, stop)


class running_total:
    def __init__(self, numbers):
        self.numbers = iter(numbers)
        self.total = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.total += next(self.numbers)
        return self.total
