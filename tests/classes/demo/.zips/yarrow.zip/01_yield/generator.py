from itertools import count, islice, takewhile


def foo():
    print("starting...")
    for i in count():
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        yield from count(start)
    else:
        yield from takewhile(lambda n: n < stop, count(start))


def running_total(numbers):
    # slow but right?
    numbers = tuple(numbers)
    for i in range(len(numbers)):
        yield sum(islice(numbers, i + 1))
