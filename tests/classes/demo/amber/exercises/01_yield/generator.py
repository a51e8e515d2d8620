"""Exercise 01, by amber."""


def foo():
    print("starting...")
    res = yield 4
    while True:
        print("res", res)
        res = yield 4


def count_up(start, stop=None):
    # two loops, easier to read than one clever loop
    n = start
    if stop is None:
        while True:
            yield n
            n += 1
    while n < stop:
        yield n
        n += 1


def running_total(numbers):
    sum_so_far = 0
    for x in numbers:
        sum_so_far = sum_so_far + x
        yield sum_so_far
