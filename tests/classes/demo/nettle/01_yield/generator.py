def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        stop = start + 10**9  # nobody counts that far
    numbers = list(range(start, stop))
    yield from numbers


def running_total(numbers):
    totals = [0]
    for n in numbers:
        totals.append(totals[-1] + n)
        yield totals[-1]
