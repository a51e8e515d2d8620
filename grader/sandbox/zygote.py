"""The warm parent of the workers: imports once what every scenario needs, then forks, and nothing else.

It is exec'd once per judge, with an environment of our own and nobody's `site`, and it never sees a byte of a
submission: a worker gets those over a socket of its own. It ends when its control socket closes.

On the control socket the judge sends `FORK` with two descriptors (the worker's channel and its dump); the zygote
answers `started` with the worker's id and a pidfd, and, when the worker has ended, `ended` with its wait status.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from grader.clock import ExerciseClock, install
from grader.sandbox.confine import Limits, MissingWall, Walls, die_with_parent
from grader.sandbox.loading import only_standard_library
from grader.sandbox.worker import WHERE, serve
from grader.specs import Scenario, load_scenarios

READY, FORK, NO_FORK = b"R", b"F", b"N"
STARTED = struct.Struct("=ci")
"""`S` and the worker's process id."""
ENDED = struct.Struct("=ci")
"""`E` and the worker's wait status."""

CPU_SECONDS = 600
"""Of a whole submission; each scenario has a deadline of its own, which the judge keeps."""
_WARM = (
    "asyncio",
    "concurrent.futures.thread",
    "contextlib",
    "functools",
    "itertools",
    "random",
    "statistics",
)


def main(arguments: list[str]) -> None:
    """Serve on the control socket; the one argument is JSON: descriptor, the judge, whether to confine, scenarios."""
    options = json.loads(arguments[0])
    control = socket.socket(fileno=options["control"])
    if sys.platform == "linux":  # while it waits for a worker, it would not see its control socket close
        die_with_parent(options["judge"])
    install()
    scenarios = {slug: load_scenarios(Path(file)) for slug, file in options["scenarios"].items()}
    _warm_up()
    sys.path[:] = only_standard_library()
    try:
        walls = Walls.prepare(Limits(cpu_seconds=CPU_SECONDS)) if options["confine"] else None
    except MissingWall as missing:
        control.send(str(missing).encode())
        return
    gc.collect()  # not `gc.freeze`: the clock does that for each run, and asks whether somebody else has
    with contextlib.suppress(ConnectionError):  # the judge is gone: there is nobody left to work for
        control.send(READY)
        while (request := socket.recv_fds(control, len(FORK), 2))[0]:
            _fork(control, request[1], walls, scenarios)


def _warm_up() -> None:
    """Import, and run once, what most submissions use, so that no fork pays for it."""
    import asyncio  # noqa: PLC0415  (after the clock's shims)
    import importlib  # noqa: PLC0415

    for name in _WARM:
        importlib.import_module(name)
    with ExerciseClock():
        asyncio.run(asyncio.sleep(1))


def _fork(
    control: socket.socket,
    descriptors: list[int],
    walls: Walls | None,
    scenarios: Mapping[str, Mapping[str, Scenario]],
) -> None:
    try:
        pid = os.fork()
    except OSError as error:
        control.send(NO_FORK + str(error).encode())
        return
    if pid == 0:
        _become_worker(descriptors, walls, scenarios)
    for descriptor in descriptors:
        os.close(descriptor)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(control, [STARTED.pack(b"S", pid)], [pidfd])
    os.close(pidfd)
    _, status = os.waitpid(pid, 0)
    control.send(ENDED.pack(b"E", status))


def _become_worker(
    descriptors: list[int], walls: Walls | None, scenarios: Mapping[str, Mapping[str, Scenario]]
) -> NoReturn:
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # asyncio.Runner checks; no handler can be set behind the walls
        channel, dump = descriptors
        # The main thread writes down where it is, by itself: another thread would read frames while they change.
        faulthandler.register(WHERE, file=dump, all_threads=False)
        if walls is not None:
            walls.enter(keep=(channel, dump))
        serve(channel, scenarios)
    finally:
        os._exit(70)  # never run the zygote's own exit


if __name__ == "__main__":
    main(sys.argv[1:])
