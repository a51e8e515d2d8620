"""Each wait is measured by itself; together the seconds are their longest, in turn their sum."""

import asyncio
from time import perf_counter_ns as clock, sleep


def run_sync(delays):
    def nap(delay):
        begun = clock()
        sleep(delay)
        return clock() - begun

    return sum(map(nap, delays)) / 1_000_000_000


async def run_in_turn(delays):
    return sum([seconds for _, seconds in [await elapsed(asyncio.sleep(delay)) for delay in delays]])


async def run_together(delays):
    pairs = await asyncio.gather(*(elapsed(asyncio.sleep(delay)) for delay in delays))
    return max((seconds for _, seconds in pairs), default=0)


async def elapsed(awaitable):
    begun = clock()
    return await awaitable, (clock() - begun) / 1e9
