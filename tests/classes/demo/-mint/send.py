from functools import wraps


class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)


def primed(function):
    @wraps(function)
    def make(*args, **kwargs):
        g = function(*args, **kwargs)
        next(g)
        next(g)  # just to be sure
        return g

    return make


@primed
def averager():
    total = n = 0
    mean = None
    while True:
        x = yield mean
        total += x
        n += 1
        mean = total / n


def collector():
    items = []
    answer = None
    while True:
        try:
            x = yield answer
            items.append(x)
            answer = len(items)
        except Flush:
            answer = items
            items = []
        except:  # noqa
            return items
