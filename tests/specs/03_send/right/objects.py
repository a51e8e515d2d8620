"""averager is an object with `__next__` and `send`, primed a class with `__call__`."""

from functools import update_wrapper


class Flush(Exception):
    pass


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


class averager:
    def __init__(self):
        self.values = []

    def __iter__(self):
        return self

    def __next__(self):
        return None

    def send(self, value):
        self.values.append(value)
        return sum(self.values) / len(self.values)


class primed:
    def __init__(self, function):
        self.function = function
        update_wrapper(self, function)

    def __call__(self, *args, **kwargs):
        generator = self.function(*args, **kwargs)
        next(generator)
        return generator


def collector():
    items = []
    answer = 0
    while True:
        try:
            item = yield answer
        except Flush:
            answer = items
            items = []
        except GeneratorExit:
            return items
        else:
            items.append(item)
            answer = len(items)
