"""Values travel into a generator: send, throw and close."""

from collections.abc import Callable, Generator
from typing import Any


class Flush(Exception):
    """Thrown into a collector to ask for its list. Nothing to do here."""


def foo() -> Generator[int, Any, None]:
    """Hand out 4 at every step, for ever; print `res` and each value that is sent in."""
    # TODO task 1
    raise NotImplementedError


def averager() -> Generator[float | None, float, None]:
    """Once primed, answer each number sent in with the mean of all numbers so far."""
    # TODO task 2
    raise NotImplementedError


def primed(function: Callable[..., Generator[Any, Any, Any]]) -> Callable[..., Generator[Any, Any, Any]]:
    """Decorate a generator function: the generators it makes are already at their first `yield`.

    Arguments pass through, and the decorated function keeps its metadata.
    """
    # TODO task 3
    raise NotImplementedError


def collector() -> Generator[Any, Any, list[Any]]:
    """Store what is sent in and answer with the count.

    `throw(Flush)` gives the stored list and starts anew. Ended from outside, it returns the list it still holds.
    """
    # TODO task 4
    raise NotImplementedError
