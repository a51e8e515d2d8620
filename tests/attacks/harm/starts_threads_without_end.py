"""Starts threads, which all wait for ever, until no more can be started.

Tries: harm
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: after ... threads: can't start new thread
"""

import _thread

GATE = _thread.allocate_lock()
GATE.acquire()


def harm():
    count = 0
    try:
        while True:
            _thread.start_new_thread(GATE.acquire, ())
            count += 1
    except RuntimeError as error:
        print(f"after {'some' if count < 1000 else count} threads:", error)
    GATE.release()
    return [1]


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
