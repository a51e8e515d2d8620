"""`select` and the selectors in virtual time: where event loops wait, and with them everything in asyncio.

Real readiness is always looked at first; what takes no time is left to the real call.
"""

from __future__ import annotations

import asyncio
import select as select_module
import selectors
import socket
import sys
from collections.abc import Callable
from functools import partial, wraps
from types import FrameType
from typing import Any

from grader.clock import real
from grader.clock.errors import ClockStopped
from grader.clock.outside import Poll
from grader.clock.real import get_ident
from grader.clock.replacements import Replacement
from grader.clock.world import MEMBERS, Member

Select = Callable[..., Any]
_STANDARD_TURN = asyncio.BaseEventLoop._run_once.__code__  # type: ignore[attr-defined]
_SELECTORS = ("SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector", "DevpollSelector")


def _shim_selector(original: Select) -> Select:
    @wraps(original)
    def select(self: Any, timeout: float | None = None) -> Any:
        member = MEMBERS.get(get_ident())
        if member is None:
            return original(self, timeout)
        ready = original(self, 0)
        if ready:
            return ready
        if timeout is not None and timeout <= 0:
            return _turn(member, self, original)
        return _wait(member, self, original, timeout)

    return select


def _turn(member: Member, selector: Any, original: Select) -> Any:
    """A loop that has something to do only looks: let the other threads have their turn too."""
    scheduler, loop = member.scheduler, member.turning
    scheduler.turns += 1
    if loop is None:
        frame = sys._getframe(2)
        loop = _loop_of(frame, selector)
        if frame.f_code is _STANDARD_TURN:
            scheduler.loop_reads -= 1  # its own
    if scheduler.turns > member.world.spins.turn_limit:
        member.world.spins.loop_turned(member, loop)
    elif scheduler.runnable:
        scheduler.give_way(member)
    else:
        return []
    return original(selector, 0)


def _wait(member: Member, selector: Any, original: Select, timeout: float | None) -> Any:
    scheduler, loop = member.scheduler, member.turning or _loop_of(sys._getframe(2), selector)
    start = scheduler.now
    deadline = None if timeout is None else start + real.to_nanoseconds(timeout)
    if deadline is not None and len(scheduler.members) == 1 and _nothing_outside(member, selector):
        if scheduler.stopped:
            raise ClockStopped("the clock has stopped")
        scheduler.advance(deadline)
    else:
        handles_signals = deadline is None and getattr(loop, "_signal_handlers", None)
        external = len(_registered(selector)) > 1 or bool(handles_signals)
        scheduler.block(member, deadline, "select", Poll(partial(original, selector, 0), external=external))
    if loop is None:
        member.world.watch.blocked("select", start, scheduler.now, sys._getframe(2))
    return original(selector, 0) if deadline is None or len(scheduler.members) > 1 or timeout is None else []


def _loop_of(frame: FrameType, selector: Any) -> Any:
    """The loop whose turn a frame is; None where somebody else asks the selector."""
    if frame.f_code.co_name != "_run_once":
        return None
    loop: Any = frame.f_locals.get("self")
    kind = type(loop)
    turns = [vars(base).get("_run_once") for base in kind.__mro__ if issubclass(base, asyncio.BaseEventLoop)]
    is_turn = frame.f_code is _STANDARD_TURN or frame.f_code in [
        getattr(turn, "__code__", None) for turn in turns
    ]
    return loop if is_turn and turns and loop._selector is selector else None


def _nothing_outside(member: Member, selector: Any) -> bool:
    world = member.world
    return not world.outside.children and (world.options.io == "refuse" or len(_registered(selector)) <= 1)


def _registered(selector: Any) -> Any:
    return selector.get_map() if hasattr(selector, "get_map") else selector._cache


def select(read: Any, write: Any, extra: Any, timeout: float | None = None, /) -> Any:
    """`select.select`."""
    member = MEMBERS.get(get_ident())
    if member is None or (timeout is not None and timeout <= 0):
        return real.select(read, write, extra, timeout)
    read, write, extra = list(read), list(write), list(extra)
    poll = Poll(lambda: any(real.select(read, write, extra, 0)), external=bool(read or write or extra))
    if not poll():
        _wait_ready(member, poll, timeout, "select")
    return real.select(read, write, extra, 0)


def _wait_ready(member: Member, poll: Poll, timeout: float | None, kind: str) -> bool:
    scheduler = member.scheduler
    start = scheduler.now
    deadline = None if timeout is None else start + real.to_nanoseconds(timeout)
    try:
        return scheduler.block(member, deadline, kind, poll)
    finally:
        member.world.watch.blocked(kind, start, scheduler.now, sys._getframe(2))


def _shim_socket(name: str, *, writes: bool) -> Callable[..., Any]:
    """A blocking socket of a thread waits for readiness in virtual time."""
    original = getattr(socket.socket, name)

    @wraps(original)
    def method(self: socket.socket, *args: Any, **options: Any) -> Any:
        member = MEMBERS.get(get_ident())
        timeout = self.gettimeout()
        if member is not None and timeout != 0:
            files = [self.fileno()]
            ask = partial(real.select, [] if writes else files, files if writes else [], [], 0)
            poll = Poll(lambda: any(ask()), external=True)
            if not poll() and not _wait_ready(member, poll, timeout, "socket") and not poll():
                raise TimeoutError("timed out")
        return original(self, *args, **options)

    return method


_SOCKET_READS = ("accept", "recv", "recv_into", "recvfrom", "recvfrom_into")
_SOCKET_WRITES = ("send", "sendall")


def _selector_replacements() -> list[Replacement]:
    classes = [getattr(selectors, name) for name in _SELECTORS if hasattr(selectors, name)]
    base = getattr(selectors, "_PollLikeSelector", None)  # the class in which Poll- and DevpollSelector wait
    if base is not None:
        classes.append(base)
    if sys.platform == "win32":
        classes.append(asyncio.IocpProactor)
    return [Replacement(owner, "select", _shim_selector(vars(owner)["select"]))
            for owner in classes if "select" in vars(owner)]  # fmt: skip


def replacements() -> list[Replacement]:
    """What becomes of `select`, the selectors and blocking sockets."""
    return [
        *_selector_replacements(),
        Replacement(select_module, "select", select),
        *(Replacement(socket.socket, name, _shim_socket(name, writes=False)) for name in _SOCKET_READS),
        *(Replacement(socket.socket, name, _shim_socket(name, writes=True)) for name in _SOCKET_WRITES),
    ]
