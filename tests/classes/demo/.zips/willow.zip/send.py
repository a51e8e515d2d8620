class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)


def averager():
    count = 0
    mean = 0
    while True:
        x = yield mean
        count += 1
        mean = (mean + x) / 2


def primed(function):
    def make(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)
        return g

    make.__name__ = function.__name__
    return make


def collector():
    items = []
    answer = 0
    while True:
        try:
            x = yield answer
        except Flush:
            answer = list(items)
            items.clear()
        except GeneratorExit:
            return list(items)
        else:
            items.append(x)
            answer = len(items)
