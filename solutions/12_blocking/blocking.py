"""One blocking call stops everybody: notice it, move it out of the way, or cut it into pieces."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any


async def heartbeat(log: list[float], interval: float) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in count(1):
        log.append(loop.time())
        # Every beat is due at a time of its own, counted from the start: one that comes late delays no other.
        # A time that has passed already makes the sleep negative, and that is no more than a turn of the loop.
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function: Callable[..., Any], *args: Any) -> Any:
    # In another thread the function may block as it likes. to_thread copies the context variables;
    # loop.run_in_executor would not.
    return await asyncio.to_thread(function, *args)


async def crunch(numbers: Iterable[int], step: int) -> int:
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)  # no time passes, but whoever is ready has a turn
    return total
