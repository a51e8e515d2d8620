"""Subprocesses and process pools: real ones in real time where they are allowed, threads in their place on request."""

from __future__ import annotations

import concurrent.futures
import concurrent.futures.process
import multiprocessing.process
import pickle
import subprocess
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from grader.clock import real
from grader.clock.real import get_ident
from grader.clock.refusals import refuse_process
from grader.clock.replacements import Replacement
from grader.clock.world import MEMBERS, in_real_time

_RealPool = concurrent.futures.process.ProcessPoolExecutor
_popen_init: Callable[..., None] = subprocess.Popen.__init__
_process_start = multiprocessing.process.BaseProcess.start


class ProcessPoolExecutor(_RealPool):
    """Processes cannot share virtual time: they are refused, or played by threads."""

    def __new__(cls, max_workers: int | None = None, *args: Any, **options: Any) -> Any:
        """Give the pool that the caller's clock allows."""
        member = MEMBERS.get(get_ident())
        if member is None:
            return super().__new__(cls)
        if member.world.options.processes == "threads":
            return _PlayedPool(max_workers or member.world.options.cpu_count)
        raise member.refuse("a process pool")


class _PlayedPool(concurrent.futures.ThreadPoolExecutor):
    """Threads that get and give pickled copies only, as processes would."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **options: Any) -> concurrent.futures.Future[Any]:
        try:
            parcel = pickle.dumps((fn, args, options))
        except Exception as error:  # what cannot be pickled fails in the future, as in the real pool
            future: concurrent.futures.Future[Any] = concurrent.futures.Future()
            future.set_exception(error)
            return future
        return super().submit(_call_parcel, parcel)


def _call_parcel(parcel: bytes) -> Any:
    function, args, options = pickle.loads(parcel)
    return pickle.loads(pickle.dumps(function(*args, **options)))


def popen_init(process: Any, *args: Any, **options: Any) -> None:
    """`subprocess.Popen()`: while its process lives, virtual time follows the real one."""
    member = MEMBERS.get(get_ident())
    if member is None:
        return _popen_init(process, *args, **options)
    refuse_process("a subprocess")
    start = real.monotonic_ns()
    with in_real_time(member):
        _popen_init(process, *args, **options)
    member.world.outside.follow(process, start)
    return None


def _in_real_time(original: Callable[..., Any]) -> Callable[..., Any]:
    """A method that waits for a process does so in real time, which virtual time then has to follow."""

    @wraps(original)
    def method(self: Any, *args: Any, **options: Any) -> Any:
        member = MEMBERS.get(get_ident())
        if member is None:
            return original(self, *args, **options)
        scheduler = member.scheduler
        start, real_start = scheduler.now, real.monotonic_ns()
        try:
            with in_real_time(member):
                return original(self, *args, **options)
        finally:
            scheduler.advance(start + real.monotonic_ns() - real_start)
            member.world.watch.blocked("subprocess", start, scheduler.now, sys._getframe(1))

    return method


def process_start(process: Any) -> None:
    """`multiprocessing.Process.start`."""
    refuse_process("a process")
    _process_start(process)


def replacements() -> list[Replacement]:
    """What becomes of `subprocess`, `multiprocessing` and `concurrent.futures`."""
    return [
        Replacement(concurrent.futures.process, "ProcessPoolExecutor", ProcessPoolExecutor),
        Replacement(concurrent.futures, "ProcessPoolExecutor", ProcessPoolExecutor),
        Replacement(subprocess.Popen, "__init__", popen_init),
        Replacement(subprocess.Popen, "wait", _in_real_time(subprocess.Popen.wait)),
        Replacement(subprocess.Popen, "communicate", _in_real_time(subprocess.Popen.communicate)),
        Replacement(multiprocessing.process.BaseProcess, "start", process_start),
    ]
