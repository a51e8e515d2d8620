import asyncio
import contextlib


def state_of(task):
    match task.done(), task.cancelled(), task is asyncio.current_task():
        case _, True, _:
            return "cancelled"
        case True, _, _:
            return "done"
        case _, _, True:
            return "running"
    return "pending"


async def cancel_all():
    out = []
    for t in asyncio.all_tasks():
        if t is asyncio.current_task():
            continue
        t.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await t
        if t.cancelled():
            out.append(t.get_name())
    return sorted(out)


async def worker(log, seconds):
    log.append("start")
    ok = False
    try:
        await asyncio.sleep(seconds)
        ok = True
    finally:
        log.append("done" if ok else "cleanup")


def run_until_interrupted(*coroutines):
    names = [c.__name__ for c in coroutines]
    ends = [None] * len(names)

    async def watch(i, c):
        try:
            await c
            ends[i] = "finished"
        except asyncio.CancelledError:
            ends[i] = "cancelled"
            raise

    async def main():
        await asyncio.gather(*[watch(i, c) for i, c in enumerate(coroutines)], return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    return tuple([n for n, e in zip(names, ends) if e == want] for want in ("finished", "cancelled"))
