import os


def foo():
    yield 4


os._exit(0)
