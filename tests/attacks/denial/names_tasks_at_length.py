"""Waits for ever in tasks with names of a megabyte, which the message of a deadlock would tell.

Tries: denial
Exercise: 10_concurrency
Earns: nothing
Seen: Everything waits and nothing can go on
"""

import asyncio


async def run_all(delays):
    asyncio.current_task().set_name("\x1b[2J" + "n" * 300_000)
    await asyncio.get_running_loop().create_future()


async def first_done(delays):
    await run_all(delays)


async def as_they_finish(delays):
    await run_all(delays)
    yield


async def at_most(limit, delays):
    await run_all(delays)
