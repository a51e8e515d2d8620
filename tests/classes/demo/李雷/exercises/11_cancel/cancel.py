"""取消任务。"""
import asyncio


def state_of(task):
    if task.done():
        return "cancelled" if task.cancelled() else "done"
    if task is asyncio.current_task():
        return "running"
    return "pending"


async def cancel_all():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for t in others:
        t.cancel()
    return sorted(t.get_name() for t in others)  # 没有等它们结束


async def worker(log, seconds):
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
        return
    log.append("done")


def run_until_interrupted(*coroutines):
    # TODO task 4
    raise NotImplementedError
