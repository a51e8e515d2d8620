"""`run_forever`, stopped by the last task that ends; polls with short sleeps for the others to end."""

import asyncio
import inspect


def state_of(task):
    if task.done():
        return "cancelled" if task.cancelled() else "done"
    return "running" if inspect.getcoroutinestate(task.get_coro()) == inspect.CORO_RUNNING else "pending"


async def cancel_all():
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    while not all(task.done() for task in others):
        await asyncio.sleep(0.01)
    return sorted(task.get_name() for task in others if task.cancelled())


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
    except TimeoutError:
        log.append("done")
    except asyncio.CancelledError:
        log.append("cleanup")
        raise asyncio.CancelledError() from None


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    left = set(tasks)

    def ended(task):
        left.discard(task)
        if not left:
            loop.stop()

    for task in tasks:
        task.add_done_callback(ended)
    try:
        while left:
            try:
                loop.run_forever()
            except KeyboardInterrupt:
                left |= asyncio.all_tasks(loop)
                for task in left:
                    task.add_done_callback(ended)
                    task.cancel()
    finally:
        loop.close()
    return (
        [task.get_coro().__name__ for task in tasks if not task.cancelled() and task.exception() is None],
        [t.get_coro().__name__ for t in tasks if t.cancelled()],
    )
