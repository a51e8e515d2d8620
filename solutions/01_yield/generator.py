"""Exercise 01: a function with `yield` is a generator."""

from collections.abc import Generator, Iterable, Iterator


def foo() -> Generator[int, object, None]:
    """Hand out 4 at every `yield`, for ever, and print what comes back in."""
    # Before the loop: the first next() runs these lines, later ones go on behind the `yield`.
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start: int, stop: int | None = None) -> Iterator[int]:
    """Give start, start + 1, ... one at a time, and end before stop."""
    number = start
    # `is None`, not `not stop`: a stop of 0 is a stop. One loop serves both cases.
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers: Iterable[float]) -> Iterator[float]:
    """Give the total so far after each number."""
    # A local variable lives as long as its generator and belongs to it alone: no global is needed.
    total: float = 0
    # `for` takes one number and no more; the `yield` inside the loop pauses before it takes the next.
    for number in numbers:
        total += number
        yield total
