import asyncio


def state_of(task):
    return {True: "done", False: "pending"}[task.done()]


async def cancel_all():
    me = asyncio.current_task()
    tasks = [t for t in asyncio.all_tasks() if t is not me]
    for t in tasks:
        t.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [t.get_name() for t, r in zip(tasks, results) if isinstance(r, asyncio.CancelledError)]


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as e:
        log.append("cleanup")
        raise e
    log.append("done")


def run_until_interrupted(*coroutines):
    async def main():
        await asyncio.gather(*coroutines)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("bye")
