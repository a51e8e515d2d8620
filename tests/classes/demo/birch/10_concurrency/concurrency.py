import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    return list(await asyncio.gather(*map(do_work, delays)))


async def first_done(delays):
    tasks = [asyncio.ensure_future(do_work(d)) for d in delays]
    for winner in asyncio.as_completed(tasks):
        answer = await winner
        break
    for t in tasks:
        t.cancel()  # bye
    return answer


async def as_they_finish(delays):
    # collect them, then hand them out
    results = []
    for t in asyncio.as_completed([do_work(d) for d in delays]):
        results.append(await t)
    for r in results:
        yield r


async def at_most(limit, delays):
    # batches!
    results = []
    for i in range(0, len(delays), limit):
        results += await run_all(delays[i : i + limit])
    return results
