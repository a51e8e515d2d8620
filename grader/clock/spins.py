"""Programs that wait by asking again and again: they would never let virtual time pass.

Two kinds: reading the clock until it shows enough (busy-wait), and `await asyncio.sleep(0)` until something has
happened (spin). Both get their time, in small steps, and the line that does it is noted.
"""

from __future__ import annotations

import asyncio
from math import inf
from types import CodeType, FrameType
from typing import Any

from grader.clock import places, real
from grader.clock.options import Options
from grader.clock.scheduler import Participant, Scheduler
from grader.clock.timers import earliest
from grader.clock.watch import Seen, Watch

_STEP = 1_000_000
"""Nanoseconds by which time moves under a spin at first; later a thousandth of what it has lasted."""
_KNOWN = 200
"""Reads at one instant that are enough once a piece of code is known to busy-wait."""
_PATIENCE = 10
"""How many times as many turns a task gets that is woken again and again, rather than asking with `sleep(0)`."""
_CHAIN = 8
"""Turns that a spin leaves at each instant, so that a chain of wake-ups can run through."""


class Spins:
    """Notices programs that wait by asking, and lets time pass for them."""

    def __init__(self, scheduler: Scheduler, watch: Watch, options: Options) -> None:
        self.read_limit = self.loop_read_limit = options.spin_reads
        self.turn_limit = options.spin_turns
        self._scheduler = scheduler
        self._watch = watch
        self._first_limit = options.spin_reads
        self._busy: set[CodeType] = set()
        self._names: set[str] = set()
        self._seen: Seen | None = None

    def clock_read(self, member: Participant, frame: FrameType) -> None:
        """The clock has been read very often at one instant, just now in `frame`."""
        innermost = places.learners_frame(frame)
        if innermost is None:
            return
        scheduler = self._scheduler
        if innermost.f_code not in self._busy:
            if scheduler.reads <= self._first_limit:
                return
            self._busy.add(innermost.f_code)
            self.read_limit, self.loop_read_limit = _KNOWN, 0
        start, reads = scheduler.now, scheduler.reads
        step = max(_STEP, self._watch.busy_for(start) // 1000)
        scheduler.block(member, start + step, "busy-wait")
        scheduler.reads = reads
        self._watch.blocked("busy-wait", start, scheduler.now, frame)

    def loop_read(self, member: Participant, frame: FrameType) -> None:
        """`loop.time()` has been called very often; asyncio's own calls do not count."""
        if frame.f_globals.get("__name__", "").startswith("asyncio."):
            return
        self._scheduler.reads += 1
        if self._scheduler.reads > self.read_limit:
            self.clock_read(member, frame)

    def thread_gave_way(self, member: Participant) -> None:
        """`time.sleep(0)` has been called very often at one instant."""
        self._scheduler.block(member, self._scheduler.now + _STEP, "time.sleep")
        self._scheduler.turns = self.turn_limit

    def loop_turned(self, member: Participant, loop: Any) -> None:
        """An event loop has turned very often at one instant; None is somebody who asks its selector himself."""
        seen = self._spinning(loop)
        step = self._step(loop, seen) if seen else 0
        if seen is None or step <= 0:
            return
        scheduler, start = self._scheduler, self._scheduler.now
        turns = scheduler.turns
        scheduler.block(member, start + step, "sleep(0)")
        scheduler.turns = max(turns, self.turn_limit) - _CHAIN
        if seen.turns == 0:
            self._watch.spun(seen)
            seen.start = start
        seen.turns += 1
        seen.end = scheduler.now

    def _step(self, loop: Any, seen: Seen) -> int:
        """How far time may move: never beyond the loop's next timer; 0 where a spin waits for nothing timed."""
        scheduler = self._scheduler
        when = earliest(loop)
        asks = scheduler.reads + scheduler.loop_reads
        timed = (
            when is not None
            or seen.turns
            or scheduler.next_deadline() is not None
            or asks * 2 > scheduler.turns
        )
        if not timed:
            return 0
        step = max(_STEP, (seen.end - seen.start) // 1000)
        if when is not None and when < inf:
            step = min(step, max(1, real.to_nanoseconds(when) - real.MONOTONIC_BASE - scheduler.now))
        return step

    def _spinning(self, loop: Any) -> Seen | None:
        """The spin of a task that is ready in turn after turn."""
        anybody = self._scheduler.turns > _PATIENCE * self.turn_limit
        tasks = {task.get_name(): task for handle in getattr(loop, "_ready", ())
                 if (anybody or not handle._args)  # a task that something woke has the waker as argument
                 and isinstance(task := getattr(handle._callback, "__self__", None), asyncio.Task)}  # fmt: skip
        same = self._names & tasks.keys() if self._names else set(tasks)
        if not same:
            self._names, self._seen = set(), None
            return None
        if self._seen is None or self._seen.task not in same:
            task = tasks[min(same)]
            now = self._scheduler.now
            self._seen = Seen("spin", places.spot_of_task(task), now, now, task.get_name(), "")
        self._names = same
        return self._seen
