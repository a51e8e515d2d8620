from functools import wraps


class Flush(Exception):
    pass


def foo():
    # 最初の next で 4 を渡す
    while True:
        res = yield 4
        print("res", res)


def averager():
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def primed(function):
    @wraps(function)
    def make(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return make


def collector():
    items = []
    reply = None
    while True:
        try:
            item = yield reply
        except Flush:
            reply = items
            items = []
        except GeneratorExit:
            return items
        else:
            items.append(item)
            reply = len(items)
