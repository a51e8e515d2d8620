from functools import update_wrapper


class Flush(Exception):
    pass


def foo():
    x = yield 4
    while True:
        print("res " + str(x))
        x = yield 4


def averager():
    history = []
    while True:
        x = yield (sum(history) / len(history) if history else None)
        history.append(x)


def primed(function):
    def call(*args, **kwargs):
        g = function(*args, **kwargs)
        g.send(None)
        return g

    return update_wrapper(call, function)


def collector():
    bag = []
    send_back = "ready"
    while True:
        try:
            x = yield send_back
        except Flush:
            send_back = bag[:]
            del bag[:]
        except GeneratorExit:
            break
        else:
            bag.append(x)
            send_back = len(bag)
    return bag
