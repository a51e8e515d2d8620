def foo():
    print("starting...")
    g = 4
    while g:
        print("res", (yield g))


def count_up(start, stop=None):
    # не включая stop
    end = stop if stop is not None else float("inf")
    while start < end:
        yield start
        start += 1


def running_total(numbers):
    prev = None
    for n in numbers:
        prev = n if prev is None else prev + n
        yield prev
