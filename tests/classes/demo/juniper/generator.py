def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    while stop is None or start < stop:
        yield start
        start += 1


def running_total(numbers):
    total = 0
    for n in numbers:
        total += n
        yield total


print("my test")
print(running_total(10)[0])
