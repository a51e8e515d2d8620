"""Stops its own process, so that it neither ends nor goes on; and then just waits.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Still running
"""

import os
import signal


def harm():
    for stop in (lambda: os.kill(os.getpid(), signal.SIGSTOP), lambda: signal.raise_signal(signal.SIGTSTP)):
        try:
            stop()
        except OSError:
            pass
    while True:
        os.read(os.pipe()[0], 1)


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    if numbers == []:
        yield from harm()
    total = 0
    for number in numbers:
        total += number
        yield total
