"""Real time that passes `speed` times as fast: the standard library's own clocks and waits, with a factor.

Nothing is virtual here: the loop's own timers, real selectors and real threads wait, only less long. What a program
does between two waits takes as long as ever, so it counts `speed` times as much.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

_CLOCKS = ("time", "monotonic", "perf_counter")


@contextlib.contextmanager
def scaled(speed: float) -> Iterator[None]:
    """Let a second of `time` and `asyncio` take 1/speed seconds."""
    with contextlib.ExitStack() as stack:
        for name in _CLOCKS:
            read = _scaled_clock(getattr(time, f"{name}_ns"), speed)
            stack.enter_context(mock.patch.object(time, f"{name}_ns", read))
            stack.enter_context(mock.patch.object(time, name, lambda read=read: read() / 1e9))
        stack.enter_context(mock.patch.object(time, "sleep", _scaled_sleep(time.sleep, speed)))
        stack.enter_context(mock.patch.object(asyncio.BaseEventLoop, "time", _loop_time))
        for waiting in {selectors.SelectSelector, selectors.DefaultSelector}:
            select = _scaled_select(waiting.select, speed)
            stack.enter_context(mock.patch.object(waiting, "select", select))
        yield


def _loop_time(loop: asyncio.BaseEventLoop) -> float:
    return time.monotonic()


def _scaled_clock(read: Any, speed: float) -> Any:
    start = read()
    return lambda: start + round((read() - start) * speed)


def _scaled_sleep(sleep: Any, speed: float) -> Any:
    return lambda seconds: sleep(seconds / speed)


def _scaled_select(select: Any, speed: float) -> Any:
    def scaled_select(self: Any, timeout: float | None = None) -> Any:
        return select(self, timeout / speed if timeout is not None and timeout > 0 else timeout)

    return scaled_select
