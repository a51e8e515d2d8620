"""Which event loop is the current one around a learner's code: what `asyncio.get_event_loop()` finds.

A file is imported as by a Python that has just started: no loop was ever set, and up to 3.13 the first
`get_event_loop()` makes one, as in many a tutorial. When its functions are called no loop is set, as after an
`asyncio.run`, unless the file has set one itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_IS_MADE_ON_DEMAND = sys.version_info < (3, 14)


@contextmanager
def as_in_a_fresh_python() -> Iterator[None]:
    """Around an import and the calls that follow; afterwards all is as it was."""
    if not _IS_MADE_ON_DEMAND:
        yield
        return
    saved = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(None)
    try:
        yield
    finally:
        asyncio.set_event_loop_policy(saved)


def as_after_asyncio_run() -> None:
    """From here on no loop is set, unless one is by now."""
    local = getattr(asyncio.get_event_loop_policy(), "_local", None)
    if _IS_MADE_ON_DEMAND and getattr(local, "_loop", None) is None:
        asyncio.set_event_loop(None)
