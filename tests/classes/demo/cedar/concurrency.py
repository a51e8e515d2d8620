# cedar, week 5
import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    out = []
    for d in delays:
        out.append(await do_work(d))
    return out


async def first_done(delays):
    return await do_work(min(delays))


async def as_they_finish(delays):
    for d in sorted(delays):
        yield await do_work(d)


async def at_most(limit, delays):
    return await run_all(delays)
