"""A loop of its own as in the notes, run once more after the interrupt until everybody has ended."""

import asyncio


def state_of(task):
    try:
        error = task.exception()
    except asyncio.CancelledError:
        return "cancelled"
    except asyncio.InvalidStateError:
        return "running" if asyncio.current_task() == task else "pending"
    return "done"


async def cancel_all():
    """One after the other: ask one, wait until it has ended, ask the next."""
    names = []
    for task in asyncio.all_tasks():
        if task is asyncio.current_task():
            continue
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            names.append(task.get_name())
        except Exception:
            pass
    names.sort()
    return names


async def worker(log, seconds):
    log += ["start"]
    try:
        await asyncio.sleep(seconds)
        log += ["done"]
    except BaseException:
        log += ["cleanup"]
        raise


def run_until_interrupted(*coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    try:
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    finally:
        loop.close()
    finished = [t.get_coro().__name__ for t in tasks if not t.cancelled() and not t.exception()]
    cancelled = [t.get_coro().__name__ for t in tasks if t.cancelled()]
    return finished, cancelled
