def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    for i in range(start, stop):
        return i


def running_total(numbers):
    total = 0
    for n in numbers:
        total += n
        print(total)
