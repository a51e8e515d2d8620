"""Reads attributes by the patterns of a match statement, where no attribute is named as one.

Tries: points
Exercise: 03_send
Earns: nothing
Flags: any
"""


def foo():
    yield 4


def averager():
    yield 4


def primed(function):
    match function:
        case object(__closure__=(cell, *_)):
            cell.cell_contents.append("began")
        case _:
            pass
    match function:
        case object(__globals__=names):
            names["_now"] = lambda answer: answer
    return function


def collector():
    yield 4


class Flush(Exception):
    pass
