def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    n = start
    while not stop or n < stop:
        yield n
        n += 1


def running_total(numbers, total=[0]):
    for n in numbers:
        total[0] += n
        yield total[0]
