"""Many waits at once: they take as long as the longest of them, not their sum.

`do_work` is given: it is the coroutine of the notes, which you wrote yourself in exercise 09.
The four functions below it are yours. Any of them can be written without the others.
"""

import asyncio
from collections.abc import AsyncGenerator


async def do_work(delay: float) -> str:
    """Wait `delay` seconds; give the text of the notes."""
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays: list[float]) -> list[str]:
    """Wait for all the delays at the same time.

    Returns "Done after ...s" for each delay, in the order of `delays`. Takes as long as the longest of them;
    an empty list takes no time and gives [].
    """
    # TODO task 1
    raise NotImplementedError


async def first_done(delays: list[float]) -> str:
    """Start all the delays and give the result of the one that is over first.

    Takes as long as the shortest. When it returns, the others have been cancelled and have ended.
    `delays` holds at least one delay.
    """
    # TODO task 2
    raise NotImplementedError


async def as_they_finish(delays: list[float]) -> AsyncGenerator[str, None]:
    """Yield each result at the moment when its delay is over.

    All delays start when the first result is asked for, and go on while the caller is busy with a result.
    Closed early, the generator cancels what is left and waits until it has ended.
    """
    # TODO task 3
    raise NotImplementedError
    yield ""  # a `yield` is what makes this an async generator: replace this line, but keep a `yield`


async def at_most(limit: int, delays: list[float]) -> list[str]:
    """Wait for all the delays, never for more than `limit` of them at the same time.

    They start in the order of `delays`, each as soon as there is a free slot for it.
    Returns the results in the order of `delays`. `limit` is at least 1.
    """
    # TODO task 4
    raise NotImplementedError
