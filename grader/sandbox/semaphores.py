"""The semaphores of `multiprocessing` behind the walls: in memory that its processes share, not in a file."""

from __future__ import annotations

import _multiprocessing  # type: ignore[import-not-found]
import _thread
import ctypes
import mmap
import time

SEMAPHORES = 2**15
"""So many may be made by one submission, and all its processes together."""
_SIZE = 32
"""Bytes of a `sem_t` on 64-bit machines."""
_RECURSIVE = 0


def set_up() -> None:
    """Put them in the place of Python's own, for good: in this process and those that it starts."""
    Semaphore.memory = Memory()
    vars(_multiprocessing)["SemLock"] = Semaphore


class Memory:
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


class Semaphore:
    """Stands for `_multiprocessing.SemLock`, whose methods and attributes these are."""

    SEM_VALUE_MAX = 2**31 - 1
    memory: Memory

    def __init__(self, kind: int, value: int, maxvalue: int, name: str | None, unlink: bool = True) -> None:
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        self._set_up(self.memory.new(value), kind, maxvalue)

    @classmethod
    def _rebuild(cls, handle: int, kind: int, maxvalue: int, name: str | None) -> Semaphore:
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
