# cedar, week 2
class Flush(Exception):
    pass


def foo():
    while True:
        yield 4
        res = yield
        print("res", res)


def averager():
    total = 0
    n = 0
    yield
    while True:
        x = yield total / n if n else None
        total += x
        n += 1


def primed(function):
    def inner(*args):
        g = function(*args)
        next(g)
        return g

    return inner


def collector():
    items = []
    while True:
        try:
            x = yield len(items)
            items.append(x)
        except Flush:
            yield items
            items.clear()
