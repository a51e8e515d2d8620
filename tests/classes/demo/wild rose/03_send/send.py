class Flush(Exception):
    pass


def foo():
    while True:
        res = yield 4
        print("res", res)
