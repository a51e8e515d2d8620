"""Callbacks on the tasks count who has ended; a single future tells the caller when to go on."""

import asyncio


def failed(task):
    return not task.cancelled() and task.exception() is not None


class Crew:
    """Tasks that are cancelled at the first one that is enough, or when the caller is cancelled."""

    def __init__(self, coroutines):
        self.tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]

    async def until(self, enough):
        left, over, found = len(self.tasks), asyncio.Event(), []

        def ended(task):
            nonlocal left
            left -= 1
            if not found and enough(task):
                found.append(task)
                self.cancel()
            if not left:
                over.set()

        for task in self.tasks:
            task.add_done_callback(ended)
        cancelled = False
        while left:
            try:
                await over.wait()
            except asyncio.CancelledError:
                cancelled = True
                self.cancel()
        if cancelled:
            raise asyncio.CancelledError
        return found[0] if found else None

    def cancel(self):
        for task in self.tasks:
            task.cancel()


async def all_or_nothing(coroutines):
    crew = Crew(coroutines)
    await crew.until(lambda task: failed(task))
    failures = [task.exception() for task in crew.tasks if failed(task)]
    if failures:
        raise ExceptionGroup("not all", failures)
    return [task.result() for task in crew.tasks]


async def settle(coroutines):
    crew = Crew(coroutines)
    await crew.until(lambda task: False)
    return [("error", task.exception()) if failed(task) else ("ok", task.result()) for task in crew.tasks]


async def race(coroutines):
    crew = Crew(coroutines)
    winner = await crew.until(lambda task: not task.cancelled() and not failed(task))
    if winner is not None:
        return winner.result()
    raise ExceptionGroup("none", [task.exception() for task in crew.tasks])
