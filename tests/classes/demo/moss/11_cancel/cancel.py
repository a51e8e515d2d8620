import asyncio


def state_of(task):
    print("state_of", task)
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "pending"


async def cancel_all():
    names = []
    for task in asyncio.all_tasks():
        task.cancel()
        names.append(task.get_name())
    return sorted(names)


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
        log.append("done")
    except Exception:
        log.append("cleanup")
        raise


def run_until_interrupted(*coroutines):
    async def main():
        await asyncio.gather(*coroutines)

    asyncio.run(main())
    return [c.__name__ for c in coroutines], []
