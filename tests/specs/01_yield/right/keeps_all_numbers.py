"""Slow but right: all numbers so far are kept and added up again; infinity stands for no stop."""

import math


def foo():
    print("starting...")
    received = []
    while True:
        received.append((yield 4))
        print("res", received[-1])


def count_up(start, stop=None):
    given = 0
    while start + given < (math.inf if stop is None else stop):
        yield start + given
        given += 1


def running_total(numbers):
    taken = []
    for number in numbers:
        taken += [number]
        yield sum(taken)
