"""What `multiprocessing` needs behind the walls, in the worker of an exercise that is about processes.

There, nothing can be written, no program run and no socket named. So semaphores are others (see `semaphores`), and a
process that is spawned, or started by a forkserver, is a fork of a process of our own that never saw the learner's code
run. Whatever is not changed here, `fork` above all, is Python's own. How many processes there may be is not decided
here (see `family`).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import socket
import sys
from collections.abc import Mapping
from multiprocessing import (
    forkserver,
    heap,
    popen_forkserver,
    popen_spawn_posix,
    process,
    reduction,
    spawn,
    util,
)
from typing import Any, NoReturn

from grader.sandbox import semaphores
from grader.sandbox.loading import SubmissionModules

CPU_COUNT = 4
"""What `os.cpu_count()` says, as on the exercise clock: the size of a pool must not follow the machine."""
_SENT_FDS = 250


def allow(modules: SubmissionModules, private: int) -> None:
    """Make `multiprocessing` work in this process and in those that it starts; `private` is closed in those."""
    still_open = [private]
    os.register_at_fork(after_in_child=lambda: os.close(still_open.pop()) if still_open else None)
    for name in ("cpu_count", "process_cpu_count"):
        if hasattr(os, name):
            setattr(os, name, lambda: CPU_COUNT)
    semaphores.set_up()
    reduction.register(_Arena, heap.reduce_arena)
    vars(heap)["Arena"] = _Arena
    births = _Births(modules)
    vars(forkserver)["connect_to_new_process"] = births.ask
    vars(popen_forkserver)["Popen"] = _Forkserved
    vars(popen_spawn_posix)["Popen"] = _Spawned


class _Arena(heap.Arena):
    """The memory behind `Value` and `Array`, without a file."""

    def __init__(self, size: int, fd: int = -1) -> None:
        if fd == -1:
            fd = os.memfd_create("shared")
            util.Finalize(self, os.close, (fd,))
            os.ftruncate(fd, size)
        super().__init__(size, fd)


class _Forkserved(popen_forkserver.Popen):
    """A process that `_Births` forks."""

    def _launch(self, process_obj: process.BaseProcess) -> None:
        try:
            super()._launch(process_obj)  # type: ignore[misc]
        except EOFError:
            raise BlockingIOError(11, "there are too many processes") from None


class _Spawned(_Forkserved):
    method = "spawn"


class _Births:
    """A process of our own, forked before the learner's code is imported; it forks the processes that are asked for.

    It is asked over a socket that the whole family has, with the descriptors that the new process gets.
    """

    def __init__(self, modules: SubmissionModules) -> None:
        self._modules = modules
        self._asked, self._asks = socket.socketpair()
        if os.fork() == 0:
            try:
                self._serve()
            finally:
                os._exit(70)
        self._asked.close()

    def ask(self, descriptors: list[int]) -> tuple[int, int]:
        """Stands for `forkserver.connect_to_new_process`: gives where its id comes from, where its work goes to."""
        from_child, says = os.pipe()
        hears, to_child = os.pipe()
        try:
            socket.send_fds(self._asks, [b"N"], [hears, says, *descriptors])
        finally:
            os.close(hears)
            os.close(says)
        return from_child, to_child

    def _serve(self) -> NoReturn:
        """Fork whenever somebody asks, and tell the end of each child."""
        events = select.poll()
        events.register(self._asked, select.POLLIN)
        born: dict[int, tuple[int, int]] = {}
        while True:
            for descriptor, _ in events.poll():
                if descriptor in born:
                    events.unregister(descriptor)
                    _tell_end(descriptor, *born.pop(descriptor))
                elif (child := self._fork(born)) is not None:
                    watch = os.pidfd_open(child[0])
                    born[watch] = child
                    events.register(watch, select.POLLIN)

    def _fork(self, born: Mapping[int, tuple[int, int]]) -> tuple[int, int] | None:
        """The new process and the descriptor over which its end is told; none where there are too many."""
        _, (hears, says, *descriptors), _, _ = socket.recv_fds(self._asked, 1, _SENT_FDS)
        try:
            pid = os.fork()
        except OSError:  # who asked is told by the end of these
            for descriptor in (hears, says, *descriptors):
                os.close(descriptor)
            return None
        if pid == 0:
            code = 1
            try:
                for watch, (
                    _,
                    tells,
                ) in born.items():  # who waits for the end of another reads until nobody has this
                    os.close(watch)
                    os.close(tells)
                code = self._be_born(hears, says, descriptors)
            finally:
                os._exit(code)
        forkserver.write_signed(says, pid)
        for descriptor in (hears, *descriptors):
            os.close(descriptor)
        return pid, says

    def _be_born(self, hears: int, says: int, descriptors: list[int]) -> Any:
        self._asked.close()
        os.close(says)
        sys.meta_path.insert(0, self._modules.importer())
        vars(forkserver._forkserver)["_inherited_fds"] = descriptors
        sentinel = os.dup(hears)
        own: Any = process.current_process()
        with open(hears, "rb") as parent:
            own._inheriting = True
            preparation = pickle.load(parent)
            preparation.pop("dir", None)  # it stands there already, and the walls would not let it go
            spawn.prepare(preparation)
            work = pickle.load(parent)
            del own._inheriting
        return work._bootstrap(sentinel)


def _tell_end(watch: int, pid: int, says: int) -> None:
    os.close(watch)
    _, status = os.waitpid(pid, 0)
    with contextlib.suppress(BrokenPipeError):  # nobody waits for it any more
        forkserver.write_signed(says, os.waitstatus_to_exitcode(status))
    os.close(says)
