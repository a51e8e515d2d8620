"""One function carries the others: all are settled, and whoever has seen enough cancels."""

import asyncio


async def settle_until(enough, coroutines, seen=None):
    tasks = []

    async def run(coroutine):
        try:
            outcome = ("ok", await coroutine)
        except asyncio.CancelledError:
            return ("cancelled", None)
        except Exception as error:
            outcome = ("error", error)
        if outcome[0] == enough:
            if seen is not None:
                seen.append(outcome[1])
            for task in tasks:
                if task is not asyncio.current_task():
                    task.cancel()
        return outcome

    tasks += [asyncio.create_task(run(coroutine)) for coroutine in coroutines]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [("cancelled", None) if isinstance(r, asyncio.CancelledError) else r for r in results]


async def all_or_nothing(coroutines):
    outcomes = await settle_until("error", coroutines)
    failures = [value for kind, value in outcomes if kind == "error"]
    if failures:
        raise ExceptionGroup("failures", failures)
    return [value for _, value in outcomes]


async def settle(coroutines):
    return await settle_until("never", coroutines)


async def race(coroutines):
    winners = []
    outcomes = await settle_until("ok", coroutines, winners)
    if winners:
        return winners[0]
    raise ExceptionGroup("failures", [value for _, value in outcomes])
