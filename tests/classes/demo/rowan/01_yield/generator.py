def foo(n):
    print("starting...")
    for i in range(n):
        res = yield 4
        print("res", res)


def count_up(start):
    while True:
        yield start
        start += 1


def running_total(*numbers):
    total = 0
    for n in numbers:
        total += n
        yield total
