class Flush(Exception):
    pass


def foo():
    res = yield 4
    print("res", res)


def averager():
    values = bytearray(4 * 1024**3)  # plenty of room
    n = 0
    mean = 0
    while True:
        values[n] = yield mean
        n += 1
        mean = sum(values[:n]) / n


def primed(function):
    g = function()
    next(g)
    return g


def collector(items=[]):
    while True:
        try:
            x = yield len(items)
        except Flush:
            continue
        items.append(x)
