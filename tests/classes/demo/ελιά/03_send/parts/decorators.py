import functools


def primed(function):
    @functools.wraps(function)
    def make(*args, **kwargs):
        made = function(*args, **kwargs)
        made.__next__()
        return made

    return make
