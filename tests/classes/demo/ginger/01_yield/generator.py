def foo():
    print("starting...")
    while 1:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    while True:
        if stop is not None and start >= stop:
            return
        yield start
        start += 1


def running_total(numbers):
    it = iter(numbers)
    total = 0
    while True:
        try:
            total += next(it)
        except StopIteration:
            return
        yield total
