class foo:
    """제너레이터 대신 클래스"""

    started = False

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)

    def send(self, value):
        print(f"res {value}" if self.started else "starting...")
        self.started = True
        return 4


class count_up:
    def __init__(self, start, stop=None):
        self.n = start
        self.stop = stop

    def __iter__(self):
        return self

    def __next__(self):
        if self.stop is not None and self.n >= self.stop:
            raise StopIteration
        self.n += 1
        return self.n - 1


def running_total(numbers):
    total = 0
    for n in numbers:
        total += n
        yield total
