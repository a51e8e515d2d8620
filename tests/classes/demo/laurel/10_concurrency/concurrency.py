import asyncio
import sys


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    if not delays:
        sys.exit("nothing to do")
    return await asyncio.gather(*[do_work(d) for d in delays])


async def first_done(delays):
    raise NotImplementedError


async def as_they_finish(delays):
    raise NotImplementedError
    yield ""


async def at_most(limit, delays):
    raise NotImplementedError
