"""What is left behind: coroutines never awaited, async generators left open, failures nobody looked at.

Python tells of these when it collects them, which may be never. So the objects that a run makes are kept apart from
all older ones (`gc.freeze`, which costs nothing): at the end only they are collected, and those that are still
referenced can be looked through.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
from types import AsyncGeneratorType, CoroutineType
from typing import Any

from grader.clock import looking, places, real
from grader.clock.places import Spot
from grader.clock.sightings import Unawaited, Unclosed
from grader.clock.tasks import Tasks

_YOUNG = 20_000
"""Objects made between two collections. With the usual 700 (2,000 on newer Pythons), a program of many tasks
spends half its time on them."""
_RUNS_BETWEEN = 500
"""Runs after which everything is collected: freezing puts off the collector's own full collections."""


class Nursery:
    """Tells the objects of one run from all older ones. Clocks that run at the same time share it."""

    def __init__(self) -> None:
        self._mutex = real.RLock()
        self._users = self._closed = 0
        self._thresholds = gc.get_threshold()

    def open(self) -> None:
        """Set all older objects aside."""
        with self._mutex:
            self._users += 1
            if self._users == 1:
                gc.freeze()
                self._thresholds = gc.get_threshold()
                if 0 < self._thresholds[0] < _YOUNG:
                    gc.set_threshold(_YOUNG, *self._thresholds[1:])

    def collect(self) -> list[Any]:
        """Collect the garbage of the run, and give the objects that are left of it."""
        gc.collect()
        return looking.all_objects()

    def close(self) -> None:
        """Put the older objects back; those too that somebody else had frozen (to ask costs more than it is worth)."""
        with self._mutex:
            self._users -= 1
            if self._users == 0:
                gc.unfreeze()
                gc.set_threshold(*self._thresholds)
                self._closed += 1
                if self._closed % _RUNS_BETWEEN == 0:
                    gc.collect()


_nursery = Nursery()


class Leftovers:
    """Collects what a run leaves behind."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._unawaited: list[tuple[str, Spot | None]] = []
        self._unclosed: list[tuple[str, Spot | None]] = []

    def begin(self) -> None:
        """The run begins."""
        _nursery.open()

    def finish(self) -> None:
        """The run is over: look at what it leaves."""
        try:
            self._look_at(_nursery.collect())
        finally:
            _nursery.close()

    def _look_at(self, survivors: list[Any]) -> None:
        # By `type`: to ask whether it is an instance would ask the thing itself, which may be a proxy of nothing.
        tasks = [thing for thing in survivors if issubclass(type(thing), asyncio.Task)]
        self._tasks.left_pending([task for task in tasks if not asyncio.Task.done(task)])
        held = {id(task.get_coro()) for task in tasks}
        for thing in survivors:
            kind = type(thing)
            if kind is CoroutineType:
                if id(thing) not in held and inspect.getcoroutinestate(thing) == inspect.CORO_CREATED:
                    self.unawaited(thing)
            elif kind is AsyncGeneratorType:
                self.unclosed(thing)
            elif issubclass(kind, asyncio.Future):
                self._look_at_future(thing)

    def unawaited(self, coroutine: Any) -> None:
        """A coroutine was made and never awaited; only the learner's count."""
        spot = places.spot_of_origin(coroutine)
        if spot is None and coroutine.cr_origin:
            return  # made by a library's line
        if spot is not None or places.is_learners(coroutine.cr_code.co_filename):
            self._unawaited.append((coroutine.__qualname__, spot))

    def unclosed(self, generator: Any) -> None:
        """An async generator of the learner's was left before its end, if it had begun."""
        frame = generator.ag_frame
        if frame is None or generator.ag_running or not places.is_learners(generator.ag_code.co_filename):
            return
        if getattr(generator, "ag_suspended", frame.f_lineno != generator.ag_code.co_firstlineno):
            self._unclosed.append((generator.__qualname__, places.spot_of_awaitable(generator)))

    def _look_at_future(self, future: Any) -> None:
        if future.done() and getattr(future, "_log_traceback", False) and future._exception is not None:
            self._tasks.unretrieved(future, future._exception)

    # --- the records ----------------------------------------------------------------------------------------

    def spots(self) -> list[Spot | None]:
        """Every line that was noted here."""
        return [spot for _, spot in (*self._unawaited, *self._unclosed)]

    def unawaited_records(self) -> tuple[Unawaited, ...]:
        """The coroutines that were never awaited."""
        return tuple(Unawaited(coroutine=name, place=places.place(spot)) for name, spot in self._unawaited)

    def unclosed_records(self) -> tuple[Unclosed, ...]:
        """The async generators that were left open."""
        return tuple(Unclosed(generator=name, place=places.place(spot)) for name, spot in self._unclosed)
