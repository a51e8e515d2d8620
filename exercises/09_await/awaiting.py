"""await: it suspends the coroutine that says it, and nobody else.

The four tasks below do not build on each other.
"""

from collections.abc import Awaitable, Generator
from typing import Any


async def do_some_work(x: float) -> str:
    """Wait `x` seconds; give the text "Done after ...s", with `x` as `str(x)` writes it."""
    # TODO task 1
    raise NotImplementedError


async def relay(x: float, steps: int) -> list[Any]:
    """Await `do_some_work(x)` `steps` times, each time when the time before is over.

    Returns the results in a list; for 0 steps it is [].
    """
    # TODO task 2
    raise NotImplementedError


async def with_fallback(primary: Awaitable[Any], fallback: Awaitable[Any]) -> Any:
    """Give the result of `primary`; if it raises an `Exception`, that of `fallback`.

    What is no `Exception`, a cancellation above all, passes through, and so does what `fallback` raises.
    A fallback that is not needed never begins: a coroutine is closed, a task or a future is left as it is.
    """
    # TODO task 3
    raise NotImplementedError


class Ticks:
    """`await Ticks(n)` lets the event loop run `n` times, takes no time, and gives `n`."""

    def __init__(self, n: int) -> None:
        # TODO task 4
        raise NotImplementedError

    def __await__(self) -> Generator[Any, Any, int]:
        """Give an iterator: each time that it hands out None, the loop runs once; its end carries `n`."""
        raise NotImplementedError
