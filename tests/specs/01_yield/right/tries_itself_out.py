"""The notes' own lines still stand at the bottom of the file and print while it is imported."""


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
    for number in numbers:
        total += number
        yield total


g = foo()
print(next(g))
print("*" * 20)
print(next(g))
print(list(count_up(3, 5)), list(running_total([5, 1, 2])))
