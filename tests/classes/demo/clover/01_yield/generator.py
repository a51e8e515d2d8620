def foo():
    print("starting...")
    yield from res_loop()


def res_loop():
    while True:
        print("res", (yield 4))


def count_up(start, stop=None):
    if stop is None or start < stop:
        yield start
        i = start + 1
        while i != stop:
            yield i
            i += 1


def running_total(numbers):
    total = 0
    yield from ((total := total + n) for n in numbers)
