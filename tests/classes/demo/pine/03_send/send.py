class Flush(Exception):
    pass


def foo():
    """先交出 4，再收下送进来的值。"""
    while True:
        res = yield 4
        print("res", res)
