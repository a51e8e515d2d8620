"""The order of what is ready at the same instant: the standard loop's own, or one that a seed chooses.

Only the steps of tasks change places among themselves, within one turn of the loop. Other callbacks keep their
places: asyncio promises them, and its own transports rely on it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from random import Random
from typing import Any


def permute_steps(ready: deque[Any], rng: Random) -> None:
    """Permute the steps of tasks in a loop's ready queue."""
    at = [index for index, handle in enumerate(ready) if _is_step(handle)]
    handles = [ready[index] for index in at]
    rng.shuffle(handles)
    for index, handle in zip(at, handles, strict=True):
        ready[index] = handle


def _is_step(handle: Any) -> bool:
    return isinstance(getattr(handle._callback, "__self__", None), asyncio.Task)
