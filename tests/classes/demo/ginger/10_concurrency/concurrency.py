import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


def run_all(delays):
    return [await do_work(d) for d in delays]
