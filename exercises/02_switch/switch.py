"""Exercise 02: two functions take turns in one thread."""

from collections.abc import Generator, Iterator
from typing import Any


def A(log: list[str]) -> Generator[None, None, None]:
    """Append `---A---` to log each time the generator is advanced, for ever."""
    # TODO task 1
    raise NotImplementedError


def B(log: list[str], a: Iterator[Any], rounds: int) -> None:
    """Append `---B---` to log, then advance a once; do this `rounds` times.

    a is left open: the next call of B goes on with it.
    """
    # TODO task 1
    raise NotImplementedError


def take_turns(*generators: Generator[Any, None, Any]) -> Iterator[Any]:
    """Yield one value from each generator in turn, round after round, until all have ended.

    A generator that ends is dropped. Each is advanced only when its own value is asked for.
    """
    # TODO task 2
    raise NotImplementedError


def delegate(*generators: Generator[Any, Any, Any]) -> Generator[Any, Any, list[Any]]:
    """Run the generators one after the other and return the list of their return values.

    What is sent or thrown in reaches the generator that is running.
    """
    # TODO task 3
    raise NotImplementedError
