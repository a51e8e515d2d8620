"""Blocks in a function that is called as a loop's own turn is.

Tries: points
Exercise: 17_timeout
Earns: all but test_a_success_after_failures, test_all_attempts_fail[5], test_the_last_attempt_succeeds, test_an_empty_result_is_a_success, test_any_exception_is_a_failure, test_a_cancellation_is_no_failure[after two failures], test_a_caller_that_is_cancelled, test_a_caller_that_is_cancelled_in_the_last_attempt, test_calls_at_the_same_time
Seen: It stopped the whole event loop while it waited
"""

import asyncio
import selectors
import time
from collections.abc import Awaitable, Callable
from typing import Any


async def with_deadline(awaitable: Awaitable[Any], seconds: float, default: Any = None) -> Any:
    try:
        # On time-out this cancels whatever is awaited inside, and goes on only when that has ended.
        async with asyncio.timeout(seconds) as limit:
            return await awaitable
    except TimeoutError:
        # The awaitable may have raised it for reasons of its own: only the limit knows.
        if not limit.expired():
            raise
        return default


async def retry(function: Callable[[], Awaitable[Any]], attempts: int, delay: float) -> Any:
    for wait in (delay * 2**k for k in range(attempts - 1)):
        try:
            return await function()
        except Exception:  # a CancelledError is none: it passes through
            _run_once(selectors.DefaultSelector(), wait)
    # The last attempt stands outside the loop: nothing is caught here, and nothing is waited for.
    return await function()


async def finish_anyway(awaitable: Awaitable[Any], seconds: float) -> tuple[bool, Any]:
    task = asyncio.ensure_future(awaitable)
    # wait() never cancels what it waits for, neither when the time is up nor when it is cancelled itself.
    done, _ = await asyncio.wait([task], timeout=seconds)
    if done:
        return True, task.result()
    return False, task


def _run_once(self, timeout):
    """Is called like a loop's turn, which may wait in its selector."""
    self.select(timeout)
