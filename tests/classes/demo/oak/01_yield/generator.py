def foo():
    print("starting...")
    return again()


def again():
    res = yield 4
    print("res", res)
    yield from again()


def count_up(start, stop=None):
    if start == stop:
        return
    yield start
    yield from count_up(start + 1, stop)


def running_total(numbers):
    # total of n numbers = total of n-1 numbers + the last one
    numbers = list(numbers)
    if numbers:
        yield from running_total(numbers[:-1])
        yield sum(numbers)
