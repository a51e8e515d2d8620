"""len() and an index work on lists and tuples only.

Fails: task 3
Says: It asks for something that not every iterable can do: a `for` loop works on all of them.
"""


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
    total = 0
    for i in range(len(numbers)):
        total += numbers[i]
        yield total
