import asyncio


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    if task.cancelling():
        return "cancelled"  # it was told to, so it is
    if task is asyncio.current_task():
        return "running"
    return "pending"


async def cancel_all():
    tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks)
    return sorted(t.get_name() for t in tasks)


async def worker(log, seconds):
    try:
        log.append("start")
        await asyncio.sleep(seconds)
        log.append("done")
    except BaseException:
        log.append("cleanup")
        raise


def run_until_interrupted(*coroutines):
    with asyncio.Runner() as runner:

        async def main():
            tasks = [asyncio.create_task(c) for c in coroutines]
            await asyncio.gather(*tasks)
            return tasks

        try:
            tasks = runner.run(main())
        except KeyboardInterrupt:
            return [], [c.__name__ for c in coroutines]
    return [t.get_coro().__name__ for t in tasks], []
