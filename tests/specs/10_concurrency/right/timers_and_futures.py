"""No coroutine per delay: futures that the loop completes through call_later."""

import asyncio


def timer(delay):
    """A future that gets its result after `delay` seconds."""
    future = asyncio.get_running_loop().create_future()
    future.get_loop().call_later(delay, complete, future, f"Done after {delay}s")
    return future


def complete(future, result):
    if not future.done():
        future.set_result(result)


async def run_all(delays):
    return [await future for future in [timer(delay) for delay in delays]]


async def first_done(delays):
    futures = [timer(delay) for delay in delays]
    done, others = await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
    for future in others:
        future.cancel()
    return done.pop().result()


async def as_they_finish(delays):
    futures = [timer(delay) for delay in delays]
    try:
        for finished in asyncio.as_completed(futures):
            yield await finished
    finally:
        for future in futures:
            future.cancel()


async def at_most(limit, delays):
    futures, running = [], set()
    for delay in delays:
        if len(running) == limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        futures.append(timer(delay))
        running.add(futures[-1])
    return await asyncio.gather(*futures)
