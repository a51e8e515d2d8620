"""Each coroutine runs in a wrapper that writes down how it ended."""

import asyncio


def state_of(task):
    match (task.cancelled(), task.done(), task is asyncio.current_task()):
        case (True, _, _):
            return "cancelled"
        case (_, True, _):
            return "done"
        case (_, _, True):
            return "running"
        case _:
            return "pending"


async def cancel_all():
    others = asyncio.all_tasks()
    others.discard(asyncio.current_task())
    asked = [task for task in others if task.cancel()]
    results = await asyncio.gather(*asked, return_exceptions=True)
    pairs = zip(asked, results)
    return sorted(task.get_name() for task, result in pairs if isinstance(result, asyncio.CancelledError))


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        log.append("cleanup")
        raise error
    else:
        log.append("done")


def run_until_interrupted(*coroutines):
    finished, cancelled = [], []

    async def watch(coroutine):
        try:
            await coroutine
        except asyncio.CancelledError:
            cancelled.append(coroutine.__name__)
            raise
        except Exception:
            pass
        else:
            finished.append(coroutine.__name__)

    async def main():
        await asyncio.gather(*map(watch, coroutines), return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    return finished, cancelled
