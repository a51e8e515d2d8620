import sys


class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)


def main():
    g = foo()
    next(g)
    g.send(10)
    return 0


sys.exit(main())
