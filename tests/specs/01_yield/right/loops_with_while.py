"""While loops only: next() is called by hand, and its StopIteration is caught."""


def foo():
    print("starting...")
    res = yield 4
    while True:
        print("res", res)
        res = yield 4


def count_up(start, stop=None):
    if stop is None:
        while True:
            yield start
            start += 1
    while start < stop:
        yield start
        start += 1


def running_total(numbers):
    iterator = iter(numbers)
    total = 0
    while True:
        try:
            number = next(iterator)
        except StopIteration:
            return
        total = total + number
        yield total
