"""Takes memory until there is none, and keeps it.

Tries: harm
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: MemoryError after less than 1 GB
"""

KEPT = []


def harm():
    try:
        while True:
            KEPT.append(bytes(16 * 2**20))
    except MemoryError:
        taken = len(KEPT) * 16
        KEPT.clear()
        print(f"MemoryError after {'less than 1 GB' if taken < 1024 else f'{taken} MB'}")
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
