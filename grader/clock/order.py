"""The order of what is ready at the same instant: the standard loop's own, or one that a seed chooses.

Only the steps of tasks change places among themselves, within one turn of the loop, and steps that one callback made
ready keep their order: asyncio promises it, and programs rely on it (three tasks created in a row begin in that
order). Other callbacks keep their places: asyncio's own transports rely on that.
"""

from __future__ import annotations

import asyncio
from collections import deque
from random import Random
from typing import Any


class Shuffled(deque[Any]):
    """A loop's ready queue, whose steps of tasks are permuted once a turn, before the first of them runs."""

    def __init__(self, handles: deque[Any]) -> None:
        super().__init__(handles)
        self.rng: Random | None = None
        """Of the permutation that is due."""
        self._running: Any = None
        self._sources = dict[int, Any]()
        """Of each handle that a callback made ready: that callback. What timers and threads made ready has none."""

    def begin_turn(self, rng: Random) -> None:
        """What becomes ready from now on, before the first callback runs, comes from nobody's callback."""
        self.rng, self._running = rng, None

    def append(self, handle: Any, /) -> None:
        """Take a callback that has become ready."""
        if self._running is not None:
            self._sources[id(handle)] = self._running
        super().append(handle)

    def popleft(self) -> Any:
        """Give the next callback of the turn."""
        if self.rng is not None:
            rng, self.rng = self.rng, None
            self._permute(rng)
        self._running = super().popleft()
        return self._running

    def _permute(self, rng: Random) -> None:
        at = [index for index, handle in enumerate(self) if _is_step(handle)]
        groups = dict[int, deque[Any]]()
        for index in at:
            handle = self[index]
            groups.setdefault(id(self._sources.get(id(handle), handle)), deque()).append(handle)
        self._sources.clear()
        places = [group for group in groups.values() for _ in group]
        rng.shuffle(places)
        for index, group in zip(at, places, strict=True):
            self[index] = group.popleft()


def _is_step(handle: Any) -> bool:
    return isinstance(getattr(handle._callback, "__self__", None), asyncio.Task)


def shuffled_turn(loop: Any, rng: Random) -> None:
    """Prepare a loop for a turn in permuted order."""
    if not isinstance(loop._ready, Shuffled):
        loop._ready = Shuffled(loop._ready)
    loop._ready.begin_turn(rng)
