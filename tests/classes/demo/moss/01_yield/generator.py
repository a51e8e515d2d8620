def foo():
    print("starting...")
    while True:
        print("-" * 200_000)  # a line, so that I see where it begins
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    n = start
    while stop is None or n < stop:
        print("*" * 100_000)  # debug, remove later
        yield n
        n += 1


def running_total(numbers):
    so_far = []
    for n in numbers:
        so_far.append(n)
        print("so far:", so_far, "->", sum(so_far))
        yield sum(so_far)
