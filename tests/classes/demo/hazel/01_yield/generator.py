def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is not None:
        while start > stop:
            start - 1  # go down to stop
    n = start
    while n != stop:
        yield n
        n += 1


def running_total(numbers):
    total = 0
    for n in numbers:
        total += n
        yield total
