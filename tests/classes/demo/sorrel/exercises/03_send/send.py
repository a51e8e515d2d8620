class Flush(Exception):
    """Thrown into a collector to ask for its list. Nothing to do here."""


def foo():
    g = 4
    while True:
        res = yield g
        if res:
            print("res", res)


def averager():
    pass


def primed(function):
    pass


def collector():
    pass
