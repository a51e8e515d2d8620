"""What is seen of single tasks: when each ran and waited, how many were in flight, and who swallowed a cancellation.

Tasks are known by `id` and never held: a reference would keep alive what the program has dropped.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator
from types import CoroutineType
from typing import Any

from grader.clock import places
from grader.clock.errors import ClockError
from grader.clock.places import Spot
from grader.clock.real import NANOSECONDS
from grader.clock.scheduler import Scheduler
from grader.clock.sightings import Pending, Step, Swallowed, Unretrieved

Task = asyncio.Task[Any]
_GROUP_EXITS = {code for name in ("__aexit__", "_aexit")
                if (code := getattr(getattr(asyncio.TaskGroup, name, None), "__code__", None))}  # fmt: skip
_ASYNCIOS_OWN = frozenset({"", "shutdown_asyncgens", "shutdown_default_executor"})
_ASYNCIOS_CODES = frozenset(
    getattr(asyncio.BaseEventLoop, name).__code__
    for name in ("shutdown_asyncgens", "shutdown_default_executor")
)
_ERRORS_KEPT = 1000


_Stretch = list[Any]
"""A step of a task: its name, when it ran, until when it waited, where, and through which line.

A list, since nothing is made faster."""
_FRESH: _Stretch = []
"""Stands for the first step of a task, as long as there is room in the timeline."""


class Tasks:
    """Watches the tasks of one clock."""

    def __init__(self, scheduler: Scheduler, room: int) -> None:
        self.most_in_flight = 0
        self._scheduler = scheduler
        self.made = 0
        self.deadlocked = False
        """Those who wait in a deadlock are told of there, and are not left pending by anybody."""
        self.in_flight: dict[int, _Stretch | None] = {}
        """Every unfinished task, in order of birth, with the step that it is at; None if that is not kept."""
        self._known: dict[int, weakref.ref[Task]] = {}
        """The same tasks themselves, as long as anybody holds them."""
        self._earlier: set[int] = set()
        """Those that were there before the call that is looked at."""
        self._room = room
        """How many more steps fit into the timeline."""
        self._timeline: list[_Stretch] = []
        self._cancelled: dict[int, Spot | None] = {}
        """Tasks into which their own cancellation was thrown, and where they waited then."""
        self._excused: dict[int, int] = {}
        """How many cancellations of a task came from its own group, which takes not all of them back on 3.11."""
        self._swallowed: list[tuple[str, Spot | None]] = []
        self._pending: list[tuple[str, Spot | None]] = []
        self._unretrieved: list[tuple[str, str, Spot | None]] = []
        self._told: set[int] = set()
        self._told_errors: dict[int, BaseException] = {}
        """The last ones, kept alive: the next error could stand at the same address, and would pass for it."""

    # --- life and steps -------------------------------------------------------------------------------------

    def born(self, task: Task, coroutine: Any) -> None:
        """A task has been made. What a loop makes to shut itself down does not count."""
        if getattr(coroutine, "__name__", "") in _ASYNCIOS_OWN and _is_asyncios_own(coroutine):
            return
        self.made += 1
        in_flight = self.in_flight
        in_flight[id(task)] = _FRESH if self._room else None
        self._known[id(task)] = weakref.ref(task)
        if self._earlier:
            self._earlier.discard(id(task))
        if len(in_flight) > self.most_in_flight:  # noqa: PLR1730  (max() costs more, and every task comes by)
            self.most_in_flight = len(in_flight)
        if self._told:
            self._told.discard(id(task))
        if asyncio.Task.done(task):  # an eager one that never had to wait
            self.ended(task, id(task))

    def before_step(self, task: Task, handle: asyncio.Handle, key: int) -> None:
        """The task, whose `id` is `key`, is about to run: it has waited until now.

        Need not be called for a task that is in flight with None, and not being cancelled.
        """
        now = self._scheduler.now
        if key not in self.in_flight:
            self.born(task, task.get_coro())
        stretch = self.in_flight.get(key)
        if stretch:
            stretch[2] = now
            stretch[3], stretch[4] = places.spots_of_task(task)
        if asyncio.Task.cancelling(task) and _is_thrown(task, handle):
            self._cancellation_thrown(task)
        if stretch is not None:
            self.in_flight[key] = self._begin_step(stretch[0] if stretch else task.get_name(), now)

    def _begin_step(self, name: str, now: int) -> _Stretch | None:
        if not self._room:
            return None
        self._room -= 1
        stretch = [name, now, None, None, None]
        self._timeline.append(stretch)
        return stretch

    def _cancellation_thrown(self, task: Task) -> None:
        if _by_own_group(task):
            self._excused[id(task)] = asyncio.Task.cancelling(task)
        else:
            self._cancelled.setdefault(id(task), places.spot_of_task(task))

    def ended(self, task: Task, key: int) -> None:
        """The task, whose `id` is `key`, has run for the last time."""
        stretch = self.in_flight.pop(key, None)
        self._known.pop(key, None)
        if stretch:
            stretch[2] = self._scheduler.now
        if self._cancelled or self._excused:
            self._ended_after_cancellation(task)

    def _ended_after_cancellation(self, task: Task) -> None:
        excused = self._excused.pop(id(task), 0)
        if id(task) in self._cancelled:
            spot = self._cancelled.pop(id(task))
            if _went_on(task, excused):
                self._swallowed.append((task.get_name(), spot))

    def call_begins(self) -> None:
        """What is in flight by now is none of what is asked for from here on."""
        self._earlier = set(self._known)

    def unfinished(self) -> list[Task]:
        """The tasks of the call that have not ended, of whichever loop, in order of birth."""
        found = [known() for key, known in self._known.items() if key not in self._earlier]
        return [task for task in found if task is not None and not asyncio.Task.done(task)]

    # --- what is left ---------------------------------------------------------------------------------------

    def left_pending(self, tasks: list[Task]) -> None:
        """These tasks are still pending although their loop has come to its end."""
        if self.deadlocked:
            return
        births = {key: number for number, key in enumerate(self.in_flight)}
        for task in sorted(tasks, key=lambda task: births.get(id(task), 0)):
            self._leave_pending(task)

    def _leave_pending(self, task: Task) -> None:
        key = id(task)
        asked_to_stop = asyncio.Task.cancelling(task) > 0 and key not in self._cancelled
        if key in self._told or key not in self.in_flight or asyncio.Task.done(task) or asked_to_stop:
            return
        self._told.add(key)
        self._pending.append((task.get_name(), places.spot_of_task(task)))

    def destroyed(self, task: Task) -> None:
        """A pending task has been collected: nobody held it."""
        if id(task) not in self._told:
            self._pending.append((task.get_name(), places.spot_of_task(task)))
        self.in_flight.pop(id(task), None)

    def unretrieved(self, future: asyncio.Future[Any] | None, error: BaseException) -> None:
        """Nobody has looked at the exception of a task or future. An interrupt has left the loop: it was seen."""
        if isinstance(error, ClockError | KeyboardInterrupt | SystemExit) or id(error) in self._told_errors:
            return
        self._told_errors[id(error)] = error
        if len(self._told_errors) > _ERRORS_KEPT:
            del self._told_errors[next(iter(self._told_errors))]
        name = future.get_name() if isinstance(future, asyncio.Task) else type(future).__name__
        spot = places.spot_of_traceback(error.__traceback__)
        self._unretrieved.append((name, f"{type(error).__name__}: {error}".removesuffix(": "), spot))

    # --- the records ----------------------------------------------------------------------------------------

    def spots(self) -> list[Spot | None]:
        """Every line that was noted here."""
        left = [spot for _, spot in (*self._swallowed, *self._pending)]
        return [*left, *(spot for *_, spot in self._unretrieved), *(step[3] for step in self._timeline)]

    def steps(self) -> tuple[Step, ...]:
        """The timeline, in the order in which the steps began; tasks that still wait do so until now."""
        now = self._scheduler.now
        return tuple(
            Step(
                task=name,
                start=start / NANOSECONDS,
                end=(now if end is None else end) / NANOSECONDS,
                place=places.place(spot),
                through=places.place(through),
            )
            for name, start, end, spot, through in self._timeline
        )

    def pending_records(self) -> tuple[Pending, ...]:
        """The tasks that were left pending, in the order of their birth."""
        return tuple(Pending(task=name, place=places.place(spot)) for name, spot in self._pending)

    def swallowed_records(self) -> tuple[Swallowed, ...]:
        """The tasks that were cancelled and went on, in the order in which they ended."""
        return tuple(Swallowed(task=name, place=places.place(spot)) for name, spot in self._swallowed)

    def unretrieved_records(self) -> tuple[Unretrieved, ...]:
        """The failures that nobody looked at."""
        return tuple(
            Unretrieved(task=name, error=error, place=places.place(spot))
            for name, error, spot in self._unretrieved
        )


async def _nothing() -> AsyncIterator[None]:
    yield


def _type_of_closing() -> type:
    closing: Any = vars(type(_nothing()))["aclose"](_nothing())
    closing.close()
    return type(closing)


_Closing = _type_of_closing()
"""What `aclose()` of an async generator gives."""


def _is_asyncios_own(coroutine: Any) -> bool:
    # By exact types: an object of a class of the program's own may say anything.
    if type(coroutine) is CoroutineType:
        return coroutine.cr_code in _ASYNCIOS_CODES
    return type(coroutine) is _Closing  # the loop closes a forgotten generator


def _is_thrown(task: Any, handle: Any) -> bool:
    """Whether the coming step throws the task's own cancellation into its coroutine."""
    return bool(task._must_cancel) or bool(handle._args and handle._args[0].cancelled())


def _by_own_group(task: Task) -> bool:
    """Whether the task waits at the end of a task group that cancels it since one of its children has failed."""
    innermost = places.innermost_frame(task.get_coro())
    if innermost is None or innermost.f_code not in _GROUP_EXITS:
        return False
    return bool(getattr(innermost.f_locals.get("self"), "_parent_cancel_requested", False))


def _went_on(task: Any, excused: int) -> bool:
    """Whether a cancelled task ended as if it had not been. `timeout` and `TaskGroup` take theirs back: `uncancel`."""
    return not task.cancelled() and task.cancelling() > excused and task._exception is None
