import asyncio


async def do_work(delay):
    """Wait `delay` seconds; give the text of the notes."""
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    results = []

    async def one(d):
        results.append(await do_work(d))

    await asyncio.gather(*[one(d) for d in delays])
    return results


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(d)) for d in delays]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()


async def as_they_finish(delays):
    # TODO task 3
    raise NotImplementedError
    yield ""


async def at_most(limit, delays):
    # TODO task 4
    raise NotImplementedError
