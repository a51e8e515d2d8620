"""A loop's timers on the clock, by instant: equal deadlines, which are the rule here, keep their order at no cost.

The standard loop keeps a heap of handles that compares them in Python. Here a heap of numbers gives the next instant,
and each instant has its handles in the order in which they were set. `loop._scheduled` becomes a `Timers` at the
loop's first turn on a clock, and a plain heap again when the clock ends or the loop runs off it.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Sized
from random import Random
from typing import Any

_FEW = 50
"""Cancelled timers that may lie about, as in the standard loop; beyond that, as many as there are live ones."""


class Timers(list[Any]):
    """What stands in the place of `loop._scheduled`.

    As a list it is the heap into which asyncio itself, and other threads, may put timers; `take_in` moves them.
    """

    __slots__ = ("by_instant", "instants", "litter", "observed", "registered", "signals")
    observed: bool
    """Whether something real may happen at any time."""
    registered: Sized
    """What the loop's selector waits for."""
    signals: Sized
    """The loop's handlers of signals."""

    def __init__(self) -> None:
        super().__init__()
        self.instants: list[float] = []
        self.by_instant: dict[float, list[asyncio.TimerHandle]] = {}
        self.litter = _FEW
        """How many timers may have been cancelled before they are swept out."""

    def add(self, timer: asyncio.TimerHandle) -> None:
        """Keep a timer, after those that were set earlier for its instant."""
        when: float = timer._when  # type: ignore[attr-defined]
        if type(when) is not float:  # a number of somebody's own class could be another at each look
            when = float(when)
        timers = self.by_instant.get(when)
        if timers is None:
            self.by_instant[when] = [timer]
            heapq.heappush(self.instants, when)
        else:
            timers.append(timer)

    def take_in(self) -> None:
        """Keep what was put into the list."""
        while self:
            self.add(heapq.heappop(self))

    def next_instant(self) -> float | None:
        """When the earliest timer that is not cancelled is due."""
        instants = self.instants
        while instants:
            when = instants[0]
            for timer in self.by_instant[when]:
                if not timer._cancelled:
                    return when
            self.pop_instant()
        return None

    def pop_instant(self, rng: Random | None = None) -> list[asyncio.TimerHandle]:
        """The timers of the earliest instant, in their order or in one that is drawn. They are kept no longer."""
        timers = self.by_instant.pop(heapq.heappop(self.instants))
        for timer in timers:
            timer._scheduled = False  # type: ignore[attr-defined]
        if rng is not None:
            rng.shuffle(timers)
        return timers

    def sweep(self) -> None:
        """Let go of the timers that were cancelled."""
        live = 0
        for when, timers in list(self.by_instant.items()):
            kept = [timer for timer in timers if not timer._cancelled]
            if len(kept) < len(timers):
                for timer in timers:
                    timer._scheduled = not timer._cancelled  # type: ignore[attr-defined]
                self.by_instant[when] = kept
            if not kept:
                del self.by_instant[when]
            live += len(kept)
        self.instants[:] = sorted(self.by_instant)
        self.litter = max(_FEW, live)

    def clear(self) -> None:
        """Forget everything: the loop has been closed."""
        super().clear()
        self.instants.clear()
        self.by_instant.clear()

    def heap(self) -> list[asyncio.TimerHandle]:
        """What the standard loop wants to have instead."""
        self.take_in()
        return [timer for when in sorted(self.instants) for timer in self.by_instant[when]]


def adopt(loop: Any) -> Timers:
    """Keep a loop's timers by instant from now on."""
    timers = Timers()
    for timer in sorted(loop._scheduled):
        timers.add(timer)
    loop._scheduled = timers
    return timers


def give_back(loop: Any) -> None:
    """Let a loop have its standard heap again."""
    if type(loop._scheduled) is Timers:
        loop._scheduled = loop._scheduled.heap()


def earliest(loop: Any) -> float | None:
    """When the next timer of a loop is due, whoever keeps it."""
    scheduled = loop._scheduled
    if type(scheduled) is Timers:
        scheduled.take_in()
        return scheduled.next_instant()
    return scheduled[0]._when if scheduled else None
