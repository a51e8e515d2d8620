"""A global flag lets only the first generator say `starting...`.

Fails: task 1
Says: Of two generators only one printed `starting...`: each prints it when it is first advanced.
"""

started = False


def foo():
    global started
    if not started:
        print("starting...")
        started = True
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
