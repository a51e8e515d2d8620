"""Has a handler of its own for Ctrl-C beside the `except`; looks again and again whether all have ended."""

import asyncio
import signal


def state_of(task):
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all():
    pending = others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel("cancel_all")
    while pending:
        _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    return sorted(map(asyncio.Task.get_name, filter(asyncio.Task.cancelled, others)))


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
        raise
    log.append("done")


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    interrupted = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, interrupted.set)
    try:
        loop.run_until_complete(all_done_or(interrupted, tasks))
    except KeyboardInterrupt:
        pass
    for task in asyncio.all_tasks(loop):
        task.cancel()
    while asyncio.all_tasks(loop):
        loop.run_until_complete(asyncio.sleep(0.05))
    loop.remove_signal_handler(signal.SIGINT)
    loop.close()
    return (
        [task.get_coro().__name__ for task in tasks if not task.cancelled() and task.exception() is None],
        [task.get_coro().__name__ for task in tasks if task.cancelled()],
    )


async def all_done_or(event, tasks):
    waiting = asyncio.create_task(event.wait())
    left = set(tasks)
    while left and not waiting.done():
        _, left = await asyncio.wait({waiting, *left}, return_when=asyncio.FIRST_COMPLETED)
        left.discard(waiting)
