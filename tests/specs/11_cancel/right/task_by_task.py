"""Runs the loop until one task after the other has ended; all run meanwhile. Reuses `cancel_all`."""

import asyncio


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    for task in others:
        try:
            await task
        except (asyncio.CancelledError, Exception):
            pass
    return sorted(filter(None, (task.cancelled() and task.get_name() for task in others)))


async def worker(log, seconds):
    log.append("start")
    loop = asyncio.get_running_loop()
    time_is_up = loop.create_future()
    loop.call_later(seconds, lambda: time_is_up.done() or time_is_up.set_result(None))
    try:
        await time_is_up
    finally:
        log.append("cleanup" if asyncio.current_task().cancelling() else "done")


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    tasks = []
    names = {}
    for coroutine in coroutines:
        task = loop.create_task(coroutine)
        tasks.append(task)
        names[task] = coroutine.__name__
    try:
        for task in tasks:
            try:
                loop.run_until_complete(task)
            except (Exception, asyncio.CancelledError):
                pass
    except KeyboardInterrupt:
        loop.run_until_complete(cancel_all())
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        asyncio.set_event_loop(None)
        loop.close()
    finished = []
    cancelled = []
    for task in tasks:
        try:
            task.result()
        except asyncio.CancelledError:
            cancelled.append(names[task])
        except BaseException:
            pass
        else:
            finished.append(names[task])
    return finished, cancelled
