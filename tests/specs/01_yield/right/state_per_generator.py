"""Keeps its state in containers, one for each generator, and ends with `return`."""


def foo():
    print("starting...")
    while True:
        res = yield 2 + 2
        print("res", res, sep=" ", end="\n")


def count_up(start, stop=None):
    state = {"number": start}
    while True:
        if stop is not None and not state["number"] < stop:
            return None
        yield state["number"]
        state["number"] += 1


def running_total(numbers):
    totals = [0]
    for number in iter(numbers):
        totals[0] += number
        yield totals[0]
