"""A turn of an event loop on the clock, in place of the standard loop's `_run_once`.

It does what the standard one does, in the same order; and it knows what that one must ask for: whether anything real
can have happened, what time it is, which callback is the step of a task. So it can watch every step and still be the
quicker of the two. Loops that bring a `_run_once` of their own are watched at `Handle._run` (`loop_watch.py`).
"""

from __future__ import annotations

import asyncio
import selectors
from asyncio import format_helpers
from asyncio.base_events import _format_handle  # type: ignore[attr-defined]
from asyncio.log import logger
from typing import Any

from grader.clock.errors import ClockStopped
from grader.clock.loop_shims import FAR, Handle, TimerHandle, forget_last_call, loop_time, set_resolution
from grader.clock.order import shuffled_turn
from grader.clock.real import NANOSECONDS, get_ident
from grader.clock.replacements import Replacement
from grader.clock.scheduler import Scheduler
from grader.clock.timers import Timers, adopt, give_back
from grader.clock.world import MEMBERS, Member

_Loop: Any = asyncio.BaseEventLoop
_Task = asyncio.Task
_done, _cancelling = _Task.done, _Task.cancelling  # not as a class of the program's own may say
_standard_turn = _Loop._run_once
_standard_call_at = _Loop.call_at
_standard_call_soon = _Loop.call_soon
_standard_append = _Loop._call_soon
_LONGEST = 24 * 3600
"""Seconds for which the standard loop waits at most, before it looks again."""
_SELECTORS = {getattr(selectors, name, None)
              for name in ("SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector")}  # fmt: skip


def _run_once(self: Any) -> None:  # noqa: PLR0912
    """`loop._run_once`. Longer than other functions, since calls are what costs time here."""
    member, timers = MEMBERS.get(get_ident()), self._scheduled
    if member is None:
        give_back(self)
        _standard_turn(self)
        return
    if type(timers) is not Timers:
        timers = _adopt(self, member)
    if member.world.rng is not None:
        shuffled_turn(self, member.world.rng)
    if timers:
        timers.take_in()
    if self._timer_cancelled_count > timers.litter:
        timers.sweep()
        self._timer_cancelled_count = 0
    scheduler, instants = member.scheduler, timers.instants
    timeout = 0 if self._ready or self._stopping else _timeout(self, scheduler, timers)
    if (
        timeout is None
        or len(scheduler.members) > 1
        or timers.observed
        or len(timers.registered) > 1  # than the pipe by which other threads wake the loop
        or timers.signals
        or scheduler.turns >= member.world.spins.turn_limit
    ):
        member.turning = self
        try:
            events = self._selector.select(timeout)
        finally:
            member.turning = None
        self._process_events(events)
    elif timeout:
        _jump(scheduler, timeout)
    else:  # nobody else can run, and nothing real can have happened: there is nothing to be looked at
        scheduler.turns += 1
    if instants:
        if scheduler.now > FAR:
            set_resolution(self, scheduler)
        end = _now(self, scheduler) + self._clock_resolution
        while instants and not instants[0] >= end:
            self._ready.extend(timers.pop_instant(member.world.rng))
    if self._debug:
        _run_ready_in_debug_mode(self)
    else:
        _run_ready(self, member)


def _adopt(loop: Any, member: Member) -> Timers:
    timers = adopt(loop)
    timers.observed = member.world.options.io != "refuse" or type(loop._selector) not in _SELECTORS
    timers.registered = () if timers.observed else loop._selector._fd_to_key
    timers.signals = getattr(loop, "_signal_handlers", ())
    member.world.loops.add(loop)
    return timers


def call_at(self: Any, when: float, callback: Any, *args: Any, context: Any = None) -> asyncio.TimerHandle:
    """`loop.call_at`."""
    timers = self._scheduled
    if type(timers) is not Timers or self._debug or self._closed or when is None:
        timer: TimerHandle = _standard_call_at(self, when, callback, *args, context=context)
        forget_last_call(timer)
        return timer
    timer = TimerHandle(when, callback, args, self, context)
    timers.add(timer)
    timer._scheduled = True
    return timer


def call_soon(self: Any, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
    """`loop.call_soon`."""
    if self._debug or self._closed or type(self)._call_soon is not _standard_append:
        handle: asyncio.Handle = _standard_call_soon(self, callback, *args, context=context)
        forget_last_call(handle)
        return handle
    handle = Handle(callback, args, self, context)
    self._ready.append(handle)
    return handle


# --- time ---------------------------------------------------------------------------------------------------


def _timeout(loop: Any, scheduler: Scheduler, timers: Timers) -> float | None:
    """For how many seconds there is nothing to do; None where nothing is set."""
    when = timers.next_instant()
    return None if when is None else min(max(0, when - _now(loop, scheduler)), _LONGEST)


def _now(loop: Any, scheduler: Scheduler) -> float:
    """What `loop.time()` says, at less cost where it is the usual one."""
    usual = getattr(loop.time, "__func__", None) is loop_time
    return scheduler.monotonic if usual else loop.time()


def _jump(scheduler: Scheduler, seconds: float) -> None:
    if scheduler.stopped:
        raise ClockStopped("the clock has stopped")
    scheduler.advance(scheduler.now + round(seconds * NANOSECONDS))


# --- callbacks ----------------------------------------------------------------------------------------------


def _run_ready(loop: Any, member: Member) -> None:  # noqa: PLR0912  (calls are what costs time here)
    """Call what is ready now; what becomes ready meanwhile waits for the next turn."""
    tasks, take = member.world.tasks, loop._ready.popleft
    in_flight = tasks.in_flight
    for _ in range(len(loop._ready)):
        handle = take()
        if handle._cancelled:
            continue
        callback, args = handle._callback, handle._args
        task = getattr(callback, "__self__", None)
        try:
            if isinstance(task, _Task):
                key = id(task)
                if in_flight.get(key, task) is not None or _cancelling(task):
                    tasks.before_step(task, handle, key)
                if args:
                    handle._context.run(callback, args[0])  # the future that woke it; `*args` would cost more
                else:
                    handle._context.run(callback)
                if _done(task):
                    tasks.ended(task, key)
            elif len(args) == 1:
                handle._context.run(callback, args[0])
            elif len(args) == 2:
                handle._context.run(callback, args[0], args[1])
            else:
                handle._context.run(callback, *args)
        except (SystemExit, KeyboardInterrupt):
            if isinstance(task, _Task) and _done(task):
                tasks.ended(task, id(task))
            raise
        except BaseException as error:
            _complain(loop, handle, error)


def _complain(loop: Any, handle: Any, error: BaseException) -> None:
    """What `Handle._run` does with an error; its traceback begins in the callback."""
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    source = format_helpers._format_callback_source(handle._callback, handle._args)
    loop.call_exception_handler(
        {"message": f"Exception in callback {source}", "exception": error, "handle": handle}
    )


def _run_ready_in_debug_mode(loop: Any) -> None:
    """The same, and tell of the callbacks that took long."""
    for _ in range(len(loop._ready)):
        handle = loop._ready.popleft()
        if handle._cancelled:
            continue
        try:
            loop._current_handle = handle
            start = loop.time()
            handle._run()
            took = loop.time() - start
            if took >= loop.slow_callback_duration:
                logger.warning("Executing %s took %.3f seconds", _format_handle(handle), took)
        finally:
            loop._current_handle = None


REPLACEMENTS = [
    Replacement(_Loop, "_run_once", _run_once),
    Replacement(_Loop, "call_at", call_at),
    Replacement(_Loop, "call_soon", call_soon),
]
