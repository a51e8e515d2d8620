"""Exercise 01: a function with `yield` is a generator."""

from collections.abc import Generator, Iterable, Iterator


def foo() -> Generator[int, object, None]:
    """Hand out 4 at every `yield`, for ever.

    Print `starting...` when the generator is first advanced. Each time it is resumed after that, print `res`
    and what the `yield` expression evaluated to: `res None` under next(). Calling foo() prints nothing.
    """
    # TODO task 1
    raise NotImplementedError


def count_up(start: int, stop: int | None = None) -> Iterator[int]:
    """Give start, start + 1, ... one at a time, and end before stop.

    Without a stop the count goes on for ever. Where stop is at or below start there is nothing to give.
    """
    # TODO task 2
    raise NotImplementedError


def running_total(numbers: Iterable[float]) -> Iterator[float]:
    """Give the total so far after each number.

    numbers is any iterable, perhaps an endless one. A number is taken only when its total is asked for.
    """
    # TODO task 3
    raise NotImplementedError
