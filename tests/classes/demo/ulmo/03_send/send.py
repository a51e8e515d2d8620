class Flush(Exception):
    pass


def foo():
    res = yield 4
    print("res 10")
    yield 4


def averager():
    x = yield
    y = yield x
    yield (x + y) / 2


def primed(function):
    return next(function())


def collector():
    items = []
    try:
        while True:
            x = yield len(items)
            items.append(x)
    except Flush:
        return items
