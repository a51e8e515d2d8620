"""Raises what runners take for a good end: SystemExit(0), KeyboardInterrupt, GeneratorExit, StopIteration.

Tries: points
Exercise: 03_send
Earns: nothing
Seen: SystemExit
Seen: KeyboardInterrupt
"""


def foo():
    raise SystemExit(0)


def averager():
    raise KeyboardInterrupt


def primed(function):
    raise StopIteration


def collector():
    raise GeneratorExit


class Flush(Exception):
    pass
