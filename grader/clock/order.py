"""The order of what is ready at the same instant: the standard loop's own, or one that a seed chooses.

Only the steps of tasks change places among themselves, within one turn of the loop. Other callbacks keep their
places: asyncio promises them, and its own transports rely on it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from random import Random
from typing import Any


class Shuffled(deque[Any]):
    """A loop's ready queue, whose steps of tasks are permuted once a turn, before the first of them runs."""

    rng: Random | None = None

    def popleft(self) -> Any:
        """Give the next callback of the turn."""
        if self.rng is not None:
            rng, self.rng = self.rng, None
            self._permute(rng)
        return super().popleft()

    def _permute(self, rng: Random) -> None:
        at = [index for index, handle in enumerate(self) if _is_step(handle)]
        handles = [self[index] for index in at]
        rng.shuffle(handles)
        for index, handle in zip(at, handles, strict=True):
            self[index] = handle


def _is_step(handle: Any) -> bool:
    return isinstance(getattr(handle._callback, "__self__", None), asyncio.Task)


def shuffled_turn(loop: Any, rng: Random) -> None:
    """Prepare a loop for a turn in permuted order."""
    if not isinstance(loop._ready, Shuffled):
        loop._ready = Shuffled(loop._ready)
    loop._ready.rng = rng
