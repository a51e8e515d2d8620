"""One blocking call stops everybody: notice it, move it out of the way, or cut it into pieces.

The three functions are yours. Any of them can be written without the others.
"""

from collections.abc import Callable, Iterable
from typing import Any


async def heartbeat(log: list[float], interval: float) -> None:
    """Append `loop.time()` to `log` every `interval` seconds, until cancelled.

    The beats are due at start + interval, start + 2 * interval, and so on; whether there is one at the start
    itself is up to you. A beat that comes late, since something blocked the loop, makes no other beat late.
    """
    # TODO task 1
    raise NotImplementedError


async def call_blocking(function: Callable[..., Any], *args: Any) -> Any:
    """Call `function(*args)`, which blocks, without stopping the event loop meanwhile.

    Returns what the function returns, and raises what it raises. The function sees the context variables of
    the caller.
    """
    # TODO task 2
    raise NotImplementedError


async def crunch(numbers: Iterable[int], step: int) -> int:
    """Add up `numbers`, and let the event loop run after every `step` of them; no thread.

    `numbers` may be any iterable; the sum of none is 0. `step` is at least 1.
    """
    # TODO task 3
    raise NotImplementedError
