"""Who waits for what when nothing can happen any more."""

from __future__ import annotations

import asyncio
import linecache
import os
import re
import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

from grader.clock import looking, places
from grader.clock.places import Spot
from grader.clock.real import NANOSECONDS
from grader.clock.scheduler import Participant
from grader.clock.watch import kind_of_wait

Found = tuple[str, Spot | None, str]
"""A waiter: name, line, and what it waits for."""


def find_waiters(members: Iterable[Participant]) -> list[Found]:
    """Every waiting task of every loop, and every waiting thread that runs none."""
    frames = sys._current_frames()
    found: list[Found] = []
    for member in members:
        frame = frames.get(member.ident)
        if frame is None or member.done:
            continue
        loop = _loop_in(frame)
        if loop is not None:
            found += _waiting_tasks(loop)
        else:
            found += _waiting_thread(member, frame)
    return found


def describe(at: int, waiters: list[Found]) -> str:
    """The message for a human: the instant, and a line for each waiter."""
    head = f"deadlock at {at / NANOSECONDS:g} s: everything waits, nothing is scheduled that could wake it"
    return "\n".join([head, *(_line(*waiter) for waiter in waiters)])


def _line(name: str, spot: Spot | None, awaiting: str) -> str:
    if spot is None:
        return f"  {name} waits for {awaiting}"
    source = linecache.getline(spot.file, spot.line).strip()
    return f"  {name} waits for {awaiting} at {os.path.basename(spot.file)}:{spot.line}: {source}"


def _loop_in(frame: FrameType | None) -> asyncio.AbstractEventLoop | None:
    """The innermost event loop that waits in a thread's frames."""
    while frame is not None:
        if frame.f_code.co_name == "_run_once":
            loop = looking.locals_of(frame).get("self")
            return loop if isinstance(loop, asyncio.AbstractEventLoop) else None
        if places.is_learners(frame.f_code.co_filename):
            return None
        frame = looking.behind(frame)
    return None


def _waiting_tasks(loop: asyncio.AbstractEventLoop) -> list[Found]:
    tasks: list[asyncio.Task[Any]] = sorted(asyncio.all_tasks(loop), key=_natural)
    return [(task.get_name(), places.spot_of_task(task), places.awaited_by(task)) for task in tasks]


def _natural(task: asyncio.Task[Any]) -> list[tuple[int, str]]:
    """Task-2 before Task-10."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", task.get_name())
    ]


def _waiting_thread(member: Participant, frame: FrameType) -> list[Found]:
    if places.learners_frame(frame) is None:  # an idle worker of a pool is not the learner's
        return []
    return [(member.name, places.spot_of_frame(frame), kind_of_wait(frame, member.what))]
