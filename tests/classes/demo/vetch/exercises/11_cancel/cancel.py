import asyncio


def state_of(task):
    return task._state.lower()


async def cancel_all():
    names = []
    for t in asyncio.Task.all_tasks():
        if t is not asyncio.current_task():
            t.cancel()
            try:
                await t
            except asyncio.CancelledError:
                names.append(t.get_name())
    return sorted(names)


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
        log.append("done")
    finally:
        log.append("cleanup")


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(c) for c in coroutines]
    try:
        loop.run_until_complete(asyncio.gather(*tasks))
    except KeyboardInterrupt:
        for t in tasks:
            t.cancel()
    loop.stop()
    loop.close()
    return [t.get_name() for t in tasks if t.done()], [t.get_name() for t in tasks if t.cancelled()]
