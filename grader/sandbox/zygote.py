"""The warm parent of the workers: imports once what every scenario needs, then forks, and nothing else.

It is exec'd once per judge, with an environment of our own and without the user's own packages, and it never sees a
byte of a submission: a worker gets those over a socket of its own. It ends when its control socket closes.

On the control socket the judge sends `FORK`, or `FORK_FREELY` for a worker that may fork itself, with two descriptors
(the worker's channel and its dump); the zygote answers `started` with the worker's id and a pidfd, and, when the worker
has ended, and whatever it forked, `ended` with its wait status.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import json
import linecache
import os
import signal
import socket
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from grader.clock import ExerciseClock, install, loop_watch, places
from grader.sandbox import observe
from grader.sandbox.confine import Limits, MissingWall, Walls, adopt_orphans, die_with_parent
from grader.sandbox.guard import Guard
from grader.sandbox.loading import only_standard_library
from grader.sandbox.worker import STANDING, WHERE, serve
from grader.specs import Scenario, load_scenarios

READY, FORK, FORK_FREELY, NO_FORK = b"R", b"F", b"P", b"N"
STARTED = struct.Struct("=ci")
"""`S` and the worker's process id."""
ENDED = struct.Struct("=ci")
"""`E` and the worker's wait status."""

CPU_SECONDS = 600
"""Of a whole submission; each scenario has a deadline of its own, which the judge keeps."""
FILE_SIZE, OPEN_FILES = 2**20, 256
"""Of each process, where there are several: shared memory is a file, and every process brings pipes."""
FAMILY_MEMORY = 256 * 2**20
"""Bytes for each of several processes."""
_WARM = (
    "asyncio",
    "concurrent.futures.thread",
    "contextlib",
    "functools",
    "itertools",
    "random",
    "statistics",
)
_WARM_FOR_PROCESSES = ("concurrent.futures.process", "grader.sandbox.processes", "multiprocessing.pool")


def main(arguments: list[str]) -> None:
    """Serve on the control socket; the one argument is JSON: descriptor, the judge, whether to confine, scenarios."""
    options = json.loads(arguments[0])
    control = socket.socket(fileno=options["control"])
    if options["processes"]:
        signal.signal(signal.SIGTERM, _end_with_family)
        adopt_orphans()
    if sys.platform == "linux":  # while it waits for a worker, it would not see its control socket close
        die_with_parent(options["judge"], signal.SIGTERM if options["processes"] else signal.SIGKILL)
    install()
    loop_watch.begin()  # for good: to put it in place for each run would cost more than a short run
    scenarios = {slug: load_scenarios(Path(file)) for slug, file in options["scenarios"].items()}
    places.blame_callers_of(options["scenarios"].values(), run_by=observe.__file__)
    if options["confine"]:
        _keep_from_reading(options["scenarios"].values())
    _warm_up(_WARM + _WARM_FOR_PROCESSES if options["processes"] else _WARM)
    sys.path[:] = only_standard_library()
    try:
        walls = _walls(options["processes"]) if options["confine"] else {}
    except MissingWall as missing:
        control.send(str(missing).encode())
        return
    # Behind the walls no handler can be set for what ends a process; the judge sees such an end by itself.
    vars(faulthandler)["enable"] = _enable_nothing
    guard = Guard()
    if sys.platform == "linux":
        _wipe_freed_memory()
    gc.collect()  # not `gc.freeze`: the clock does that for each run, and asks whether somebody else has
    with contextlib.suppress(ConnectionError):  # the judge is gone: there is nobody left to work for
        control.send(READY)
        while (request := socket.recv_fds(control, len(FORK), 2))[0]:
            _fork(control, request, walls, scenarios, guard)


def _enable_nothing(*_: object, **__: object) -> None:
    """`faulthandler.enable`, which asyncio's own documentation recommends."""


def _walls(processes: bool) -> dict[bytes, Walls]:
    """The walls of a worker, by the request for it. Raises MissingWall."""
    walls = {FORK: Walls.prepare(Limits(cpu_seconds=CPU_SECONDS))}
    if processes:
        limits = Limits(
            cpu_seconds=CPU_SECONDS, memory=FAMILY_MEMORY, file_size=FILE_SIZE, open_files=OPEN_FILES
        )
        walls[FORK_FREELY] = Walls.prepare(limits, processes=True)
    return walls


def _keep_from_reading(files: Iterable[str]) -> None:
    """Let nobody look for the text of these files, line by line and in vain: behind the walls they are out of reach."""
    for file in files:
        linecache.cache[file] = (0, None, [], file)


def _wipe_freed_memory() -> None:
    """Overwrite what was freed: the text of the scenarios, comments and all, was read and compiled in this process."""
    library = ctypes.CDLL(None)
    library.calloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    # The large pieces that are free are cut up first, and then come the small ones that are left of them.
    sizes = [1040] * 2**12 + [size for size in range(1024, 8, -16) for _ in range(128)]
    for block in [library.calloc(1, size) for size in sizes]:
        library.free(block)
    if hasattr(library, "malloc_trim"):  # glibc's: every fork would have to take along what was only for this
        library.malloc_trim(0)


def _warm_up(names: tuple[str, ...]) -> None:
    """Import, and run once, what most submissions use, so that no fork pays for it."""
    import asyncio  # noqa: PLC0415  (after the clock's shims)
    import importlib  # noqa: PLC0415

    for name in names:
        importlib.import_module(name)
    with ExerciseClock():
        asyncio.run(asyncio.sleep(1))


def _fork(
    control: socket.socket,
    request: tuple[bytes, list[int], int, Any],
    walls: Mapping[bytes, Walls],
    scenarios: Mapping[str, Mapping[str, Scenario]],
    guard: Guard,
) -> None:
    kind, descriptors, _, _ = request
    try:
        pid = os.fork()
    except OSError as error:
        control.send(NO_FORK + str(error).encode())
        return
    if pid == 0:
        _become_worker(kind, descriptors, walls.get(kind), scenarios, guard)
    for descriptor in descriptors:
        os.close(descriptor)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(control, [STARTED.pack(b"S", pid)], [pidfd])
    os.close(pidfd)
    status = _end_of_family(pid) if kind == FORK_FREELY else os.waitpid(pid, 0)[1]
    control.send(ENDED.pack(b"E", status))


_family: list[int] = []
"""The process group of the worker that lives, if it may fork."""


def _end_of_family(worker: int) -> int:
    """Wait for the worker's end, and end whatever it has forked; gives the worker's wait status.

    Behind the walls none of them can leave the group. Those whose parent has ended are our children, so we know when
    nobody is left.
    """
    _family.append(worker)
    os.waitid(os.P_PID, worker, os.WEXITED | os.WNOWAIT)  # not reaped, its number is nobody else's
    with contextlib.suppress(ProcessLookupError):  # it ended before it had a group
        os.killpg(worker, signal.SIGKILL)
    _, status = os.waitpid(worker, 0)
    _family.clear()
    with contextlib.suppress(ChildProcessError):
        while True:
            for child in _children():  # without walls, they may have left the group
                os.kill(child, signal.SIGKILL)
            os.waitpid(-1, 0)
    return status


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            return [int(child) for child in file.read().split()]
    except OSError:
        return []


def _end_with_family(*_: object) -> NoReturn:
    """End, and what the worker has forked as well."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(_family.pop(), signal.SIGKILL) if _family else None
    os._exit(0)


def _become_worker(
    kind: bytes,
    descriptors: list[int],
    walls: Walls | None,
    scenarios: Mapping[str, Mapping[str, Scenario]],
    guard: Guard,
) -> NoReturn:
    try:
        if kind == FORK_FREELY:
            os.setpgid(0, 0)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # asyncio.Runner checks; no handler can be set behind the walls
        channel, dump = descriptors
        # The main thread writes down where it is, by itself: another thread would read frames while they change.
        faulthandler.register(WHERE, file=dump, all_threads=False)
        listener = walls.enter(keep=(channel, dump)) if walls is not None else None
        _say_that_walls_stand(channel, listener)
        serve(channel, scenarios, guard)
    finally:
        os._exit(70)  # never run the zygote's own exit


def _say_that_walls_stand(channel: int, listener: int | None) -> None:
    if listener is None:
        os.write(channel, STANDING)
        return
    with socket.socket(fileno=os.dup(channel)) as judge:
        socket.send_fds(judge, [STANDING], [listener])
    os.close(listener)
