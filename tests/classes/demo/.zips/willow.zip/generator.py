def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    n = start
    while True:
        if n == stop or (stop is not None and n > stop):
            break
        yield n
        n = n + 1


def running_total(numbers):
    sofar = 0
    for each in numbers:
        sofar += each
        yield sofar
