"""Nothing is defined unless the file is run as a program.

Fails: task 1, task 2, task 3
Says: The file has no `foo`.
"""


if __name__ == "__main__":
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
        for number in numbers:
            total += number
            yield total
