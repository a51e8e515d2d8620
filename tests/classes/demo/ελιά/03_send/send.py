from parts import Flush, decorators


def foo():
    while True:
        print("res", (yield 4))


def averager():
    n = total = 0
    x = yield
    while True:
        n, total = n + 1, total + x
        x = yield total / n


primed = decorators.primed


def collector():
    kept = []
    got = yield
    while True:
        kept += [got]
        while True:
            try:
                got = yield len(kept)
                break
            except Flush:
                kept, old = [], kept
                try:
                    got = yield old
                    break
                except Flush:
                    pass
            except GeneratorExit:
                return kept
