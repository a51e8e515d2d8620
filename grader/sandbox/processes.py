"""What `multiprocessing` needs behind the walls, in the worker of an exercise that is about processes.

There, nothing can be written, no program run and no socket named. So semaphores lie in memory that the whole
family shares and not in a file, and a process that is spawned, or started by a forkserver, is a fork of a process of
our own that never saw the learner's code run. Whatever is not changed here, `fork` above all, is Python's own. How many
processes there may be is not decided here (see `family`).
"""

from __future__ import annotations

import _multiprocessing  # type: ignore[import-not-found]
import _thread
import contextlib
import ctypes
import mmap
import os
import pickle
import select
import socket
import sys
import time
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

from grader.sandbox.loading import SubmissionModules

CPU_COUNT = 4
"""What `os.cpu_count()` says, as on the exercise clock: the size of a pool must not follow the machine."""
SEMAPHORES = 2**15
"""So many semaphores may be made by one submission, and all its processes together."""
_SIZE = 32
"""Bytes of a `sem_t` on 64-bit machines."""
_RECURSIVE = 0
_SENT_FDS = 250


def allow(modules: SubmissionModules, private: int) -> None:
    """Make `multiprocessing` work in this process and in those that it starts; `private` is closed in those."""
    still_open = [private]
    os.register_at_fork(after_in_child=lambda: os.close(still_open.pop()) if still_open else None)
    for name in ("cpu_count", "process_cpu_count"):
        if hasattr(os, name):
            setattr(os, name, lambda: CPU_COUNT)
    _Semaphore.memory = _Memory()
    vars(_multiprocessing)["SemLock"] = _Semaphore
    reduction.register(_Arena, heap.reduce_arena)
    vars(heap)["Arena"] = _Arena
    nursery = _Nursery(modules)
    vars(forkserver)["connect_to_new_process"] = nursery.ask
    vars(popen_forkserver)["Popen"] = _Forkserved
    vars(popen_spawn_posix)["Popen"] = _Spawned


class _Memory:
    """Semaphores of the C library in memory that forks share. The first guards the count of those in use."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, SEMAPHORES * _SIZE)
        self._start = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        library = ctypes.CDLL(None)  # the functions are looked up here, before anyone watches for that
        self._init, self.post, self.take = library.sem_init, library.sem_post, library.sem_trywait
        self.wait, self.wait_until, self._value = (
            library.sem_wait,
            library.sem_timedwait,
            library.sem_getvalue,
        )
        self._used = ctypes.c_int.from_address(self._start + _SIZE)
        self._used.value = 2
        self._init(self.at(0), 1, 1)

    def at(self, number: int) -> ctypes.c_void_p:
        """The address of a semaphore."""
        return ctypes.c_void_p(self._start + number * _SIZE)

    def new(self, value: int) -> int:
        """The number of a new semaphore. Raises OSError when there are too many."""
        while self.wait(self.at(0)):
            pass  # interrupted by a signal
        number = self._used.value
        self._used.value = min(number + 1, SEMAPHORES)
        self.post(self.at(0))
        if number == SEMAPHORES:
            raise OSError(28, "No space left for semaphores")
        self._init(self.at(number), 1, ctypes.c_uint(value))
        return number

    def value(self, number: int) -> int:
        """How often a semaphore could be acquired now."""
        found = ctypes.c_int()
        self._value(self.at(number), ctypes.byref(found))
        return found.value


class _Time(ctypes.Structure):
    """`struct timespec`."""

    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _Semaphore:
    """Stands for `_multiprocessing.SemLock`, whose methods and attributes these are."""

    SEM_VALUE_MAX = 2**31 - 1
    memory: _Memory

    def __init__(self, kind: int, value: int, maxvalue: int, name: str | None, unlink: bool = True) -> None:
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        self._set_up(self.memory.new(value), kind, maxvalue)

    @classmethod
    def _rebuild(cls, handle: int, kind: int, maxvalue: int, name: str | None) -> _Semaphore:
        made = cls.__new__(cls)
        made._set_up(handle, kind, maxvalue)
        return made

    def _set_up(self, handle: int, kind: int, maxvalue: int) -> None:
        self.handle, self.kind, self.maxvalue, self.name = handle, kind, maxvalue, None
        self._address = self.memory.at(handle)
        self._held, self._owner = 0, 0

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Acquire it, unless it takes longer than `timeout` seconds."""
        if self.kind != _RECURSIVE or not self._is_mine():
            if self.memory.take(self._address) and not (block and self._wait(timeout)):
                return False
            self._owner = _thread.get_ident()
        self._held += 1
        return True

    __enter__ = acquire

    def _wait(self, timeout: float | None) -> bool:
        if timeout is None:
            while self.memory.wait(self._address):
                pass  # interrupted by a signal
            return True
        end = time.time() + max(0.0, timeout)
        moment = _Time(int(end), int(end % 1 * 1e9))
        while self.memory.wait_until(self._address, ctypes.byref(moment)):
            if time.time() >= end:
                return False
        return True

    def release(self) -> None:
        """Release it. Raises AssertionError or ValueError where it cannot be, as Python's own does."""
        if self.kind == _RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._held > 1:
                self._held -= 1
                return
        elif self._get_value() >= self.maxvalue:
            raise ValueError("semaphore or lock released too many times")
        self._held -= 1
        self.memory.post(self._address)

    def __exit__(self, *exception: object) -> None:
        self.release()

    def _count(self) -> int:
        return self._held

    def _is_mine(self) -> bool:
        return self._held > 0 and self._owner == _thread.get_ident()

    def _get_value(self) -> int:
        return self.memory.value(self.handle)

    def _is_zero(self) -> bool:
        return self._get_value() == 0

    def _after_fork(self) -> None:
        self._held = 0


class _Arena(heap.Arena):
    """The memory behind `Value` and `Array`, without a file."""

    def __init__(self, size: int, fd: int = -1) -> None:
        if fd == -1:
            fd = os.memfd_create("shared")
            util.Finalize(self, os.close, (fd,))
            os.ftruncate(fd, size)
        super().__init__(size, fd)


class _Forkserved(popen_forkserver.Popen):
    """A process that the nursery forks."""

    def _launch(self, process_obj: process.BaseProcess) -> None:
        try:
            super()._launch(process_obj)  # type: ignore[misc]
        except EOFError:
            raise BlockingIOError(11, "there are too many processes") from None


class _Spawned(_Forkserved):
    method = "spawn"


class _Nursery:
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
