"""Exercise 02: two functions take turns in one thread."""

from collections import deque
from collections.abc import Generator, Iterator
from typing import Any


def A(log: list[str]) -> Generator[None, None, None]:
    """Append `---A---` to log each time the generator is advanced, for ever."""
    while True:
        log.append("---A---")
        yield  # here A gives the turn back; it goes on behind this line


def B(log: list[str], a: Iterator[Any], rounds: int) -> None:
    """Append `---B---` to log, then advance a once; do this `rounds` times."""
    for _ in range(rounds):
        log.append("---B---")
        next(a)


def take_turns(*generators: Generator[Any, None, Any]) -> Iterator[Any]:
    """Yield one value from each generator in turn, round after round, until all have ended."""
    queue = deque(generators)
    while queue:
        generator = queue.popleft()
        # Only next() may raise the StopIteration that means "dropped", so nothing else stands in the try.
        try:
            value = next(generator)
        except StopIteration:
            continue
        yield value
        queue.append(generator)


def delegate(*generators: Generator[Any, Any, Any]) -> Generator[Any, Any, list[Any]]:
    """Run the generators one after the other and return the list of their return values."""
    results = []
    for generator in generators:
        # `yield from` hands values out, sends and throws in, and is worth what the generator returned.
        results.append((yield from generator))
    return results
