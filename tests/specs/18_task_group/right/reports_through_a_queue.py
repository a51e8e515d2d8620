"""Every coroutine reports its end through a queue; the caller reads the reports. Gives tuples for lists."""

import asyncio


def start(coroutines):
    queue = asyncio.Queue()

    async def report(number, coroutine):
        try:
            result = await coroutine
        except Exception as error:
            queue.put_nowait((number, "error", error))
        else:
            queue.put_nowait((number, "ok", result))

    return queue, [asyncio.create_task(report(number, c)) for number, c in enumerate(coroutines)]


async def stop(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def all_or_nothing(coroutines):
    queue, tasks = start(coroutines)
    results, failures = {}, []
    try:
        for _ in tasks:
            number, kind, value = await queue.get()
            if kind == "error":
                failures.append(value)
                break
            results[number] = value
    finally:
        await stop(tasks)
    while not queue.empty():
        _, kind, value = queue.get_nowait()
        if kind == "error":
            failures.append(value)
    if failures:
        raise ExceptionGroup("failed", failures)
    return tuple(results[number] for number in range(len(tasks)))


async def settle(coroutines):
    queue, tasks = start(coroutines)
    outcomes = {}
    try:
        for _ in tasks:
            number, kind, value = await queue.get()
            outcomes[number] = (kind, value)
    finally:
        await stop(tasks)
    return tuple(outcomes[number] for number in range(len(tasks)))


async def race(coroutines):
    queue, tasks = start(coroutines)
    failures = {}
    try:
        for _ in tasks:
            number, kind, value = await queue.get()
            if kind == "ok":
                return value
            failures[number] = value
    finally:
        await stop(tasks)
    raise ExceptionGroup("no winner", [failures[number] for number in range(len(tasks))])
