"""Ticks and groups come from async generators; a missed beat is made up at once, with the time at which it was due."""

import asyncio


async def ticks(interval):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += interval
        await asyncio.sleep(max(0, due - loop.time()))
        yield due


async def heartbeat(log, interval):
    async for due in ticks(interval):
        log.append(due)


async def call_blocking(function, *args):
    async with asyncio.TaskGroup() as group:
        call = group.create_task(outcome_of(function, args))
    result, error = call.result()
    if error is not None:
        raise error
    return result


async def outcome_of(function, args):
    try:
        return await asyncio.to_thread(function, *args), None
    except Exception as error:
        return None, error


async def groups(numbers, step):
    group = []
    for number in numbers:
        group.append(number)
        if len(group) == step:
            yield group
            group = []
            await asyncio.sleep(0)
    yield group


async def crunch(numbers, step):
    total = 0
    async for group in groups(numbers, step):
        for number in group:
            total += number
    return total
