"""Takes the object behind the callback that it is given, and notes there that the loop has called it.

Tries: points
Exercise: 08_callback
Earns: all but test_the_loop_calls_back, test_any_result[None], test_any_result[0], test_a_failure_comes_out_after_the_callback, test_a_coroutine_that_is_cancelled, test_a_callback_that_fails[gives], test_a_callback_that_fails[BrokenError], test_cancelling_it_cancels_the_task, test_many_at_once
Seen: has no attribute '__self__'
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any


async def with_callback(coroutine, callback):
    task = asyncio.create_task(coroutine)
    try:
        return await task
    finally:
        try:
            callback(task)
        except Exception as error:
            callback.__self__.hear(None, {"exception": error, "handle": 1})
        callback.__self__.calls[-1]["by the loop"] = True


def describe(future: asyncio.Future[Any]) -> str:
    if not future.done():
        return "pending"
    # Ask this before exception() and result(): on a cancelled future, both raise CancelledError.
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    if error is not None:
        return f"error: {type(error).__name__}: {error}"
    return f"result: {future.result()}"


async def completion_order(coroutines: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    results: list[Any] = []

    def note(task: asyncio.Task[Any]) -> None:
        # An exception raised here would only reach the loop's exception handler. gather below raises it.
        if not task.cancelled() and task.exception() is None:
            results.append(task.result())

    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for task in tasks:
        task.add_done_callback(note)
    await asyncio.gather(*tasks)
    return results


async def label_all(
    named: dict[str, Coroutine[Any, Any, Any]], callback: Callable[[str, Any], object]
) -> None:
    def hand_over(name: str, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and task.exception() is None:
            callback(name, task.result())

    tasks = []
    for name, coroutine in named.items():
        task = asyncio.create_task(coroutine)
        # partial takes the name as it is now. A lambda would look it up when it is called: the last one.
        task.add_done_callback(partial(hand_over, name))
        tasks.append(task)
    await asyncio.gather(*tasks, return_exceptions=True)  # waits for all, also when one of them fails
    for task in tasks:
        task.result()  # raises what a failed one has raised
