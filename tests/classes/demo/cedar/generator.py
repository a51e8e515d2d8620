# cedar, week 1
def foo():
    while True:
        print("starting...")
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    i = start
    while stop is None or i <= stop:
        yield i
        i += 1


def running_total(numbers):
    t = 0
    for n in list(numbers):
        t += n
        yield t
