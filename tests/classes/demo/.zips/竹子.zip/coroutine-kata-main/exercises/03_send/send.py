from functools import wraps


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def averager():
    a = []
    r = None
    while True:
        a.append((yield r))
        r = sum(a) / len(a)


def primed(function):
    @wraps(function)
    def f(*args, **kw):
        g = function(*args, **kw)
        next(g)
        return g

    return f


def collector():
    a = []
    r = 0
    while True:
        try:
            x = yield r
        except Flush:
            r, a = a, []
        except GeneratorExit:
            pass  # 不要停
        else:
            a.append(x)
            r = len(a)
