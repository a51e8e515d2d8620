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


# try it out
prices = [5, 1, 2]
i = sum_of_all = 0
while i < len(prices):
    sum_of_all += prices[i]
print("the sum is", sum_of_all)
