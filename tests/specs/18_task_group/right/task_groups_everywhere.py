"""A TaskGroup for each task; the winner of the race ends its group with an exception of its own."""

import asyncio


class Won(Exception):
    """Somebody has won the race."""


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    outcomes = [None] * len(coroutines)

    async def run(number, coroutine):
        try:
            outcomes[number] = ("ok", await coroutine)
        except Exception as error:
            outcomes[number] = ("error", error)

    async with asyncio.TaskGroup() as group:
        for number, coroutine in enumerate(coroutines):
            group.create_task(run(number, coroutine))
    return outcomes


async def race(coroutines):
    failures = {}
    results = []

    async def run(number, coroutine):
        try:
            result = await coroutine
        except Exception as error:
            failures[number] = error
            return
        results.append(result)
        raise Won

    try:
        async with asyncio.TaskGroup() as group:
            for number, coroutine in enumerate(coroutines):
                group.create_task(run(number, coroutine))
    except* Won:
        pass
    if results:
        return results[0]
    raise ExceptionGroup("all failed", [failures[number] for number in sorted(failures)])
