class Flush(Exception):
    pass


def foo():
    while True
        res = yield 4
        print("res", res)


def averager():
    total = count = 0
    mean = None
    while True:
        total += yield mean
        count += 1
        mean = total / count
