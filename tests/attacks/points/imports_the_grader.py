"""Imports the grader's own modules, as if it were a part of it.

Tries: points
Exercise: 01_yield
Earns: nothing
Flags: harness
"""

import grader.sandbox.observe as observe
from grader.observation import Observation

observe.Observation = lambda **_: Observation(value="iterator")


def foo():
    return 4


def count_up(start, stop=None):
    return 4


def running_total(numbers):
    return 4
