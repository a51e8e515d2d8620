"""Threads that are started past `threading`, beside a learner's code: they are let run, and told of.

Nobody can wait for such a thread, and it may begin to run when its scenario is over. So a worker that has started one
is not used again; that is for `guard` to see to.
"""

from __future__ import annotations

import _thread
import threading
from collections.abc import Callable
from typing import Any

_STARTERS = ("start_new_thread", "start_new", "start_joinable_thread")


def set_up(tell: Callable[[], None]) -> None:
    """Put it in place, for good; `tell` is called where such a thread is started."""
    for name in _STARTERS:
        start = getattr(_thread, name, None)
        if start is not None:
            told = _telling(start, tell)
            vars(_thread)[name] = told
            if f"_{name}" in vars(threading):
                vars(threading)[f"_{name}"] = told


def _telling(start: Callable[..., Any], tell: Callable[[], None]) -> Callable[..., Any]:
    bootstrap = vars(threading.Thread)["_bootstrap"]

    def start_thread(*arguments: Any, **options: Any) -> Any:
        function = arguments[0] if arguments else options.get("function")
        if getattr(function, "__func__", None) is not bootstrap:
            tell()
        return start(*arguments, **options)

    start_thread.__name__ = start_thread.__qualname__ = "start_new_thread"
    return start_thread
