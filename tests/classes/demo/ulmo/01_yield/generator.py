def foo():
    print("starting...")
    res = 4
    print("res", None)
    return res


def count_up(start, stop=None):
    numbers = []
    while start < stop:
        numbers.append(start)
        start += 1
    return numbers


total = 0


def running_total(numbers):
    global total
    for n in numbers:
        total += n
        yield total
