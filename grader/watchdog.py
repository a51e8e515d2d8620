"""Real-time limits inside one process, for learners: no signals, so that it works on every platform.

A judge does not use this: it kills the worker. Here a thread of our own throws `DeadlineExceeded` into the threads
that run the learner's code, again and again until they let go, and remembers on which line they were.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from grader.clock.sightings import Place
from grader.sandbox.observe import DeadlineExceeded, place_of

AGAIN = 0.05
"""Real seconds between two throws: code that catches everything in a loop needs more than one."""


class Limit:
    """One limited stretch of work. After it, `expired` says whether the time was up, `frames` where."""

    def __init__(self, seconds: float, owns: Callable[[str], bool]) -> None:
        self.seconds = seconds
        self.expired = False
        self.frames: tuple[Place, ...] = ()
        self._owns = owns
        self._worker = threading.get_ident()
        self._over = threading.Event()
        self._throwing = threading.Lock()

    def watch(self) -> None:
        """Body of the watching thread."""
        if self._over.wait(self.seconds):
            return
        self.expired = True
        self.frames = self._where()
        while not self._over.wait(AGAIN):
            with self._throwing:
                if not self._over.is_set():
                    self._throw()

    def finish(self) -> None:
        """End the watch; nothing is thrown any more once this has returned."""
        with self._throwing:
            self._over.set()
            if self.expired:
                _throw_into(self._worker, None)

    def _where(self) -> tuple[Place, ...]:
        stacks = [self._learner_frames(frame) for _, frame in self._running()]
        return max(stacks, key=len, default=())

    def _throw(self) -> None:
        threads = {ident for ident, frame in self._running() if self._learner_frames(frame)}
        for ident in threads | {self._worker}:
            _throw_into(ident, DeadlineExceeded)

    def _running(self) -> list[tuple[int, FrameType]]:
        watcher = threading.get_ident()
        return [(ident, frame) for ident, frame in sys._current_frames().items() if ident != watcher]

    def _learner_frames(self, frame: FrameType | None) -> tuple[Place, ...]:
        places = []
        while frame is not None:
            if self._owns(frame.f_code.co_filename):
                places.append(place_of((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)))
            frame = frame.f_back
        return tuple(reversed(places))


@contextmanager
def limit(seconds: float, owns: Callable[[str], bool]) -> Iterator[Limit]:
    """Give the body `seconds` of real time; `owns` tells a learner's file names.

    When the time is up, `DeadlineExceeded` is raised inside the body. It does not reach code that is stuck in one
    long operation of C; what runs the tests must have a limit of its own for that.
    """
    running = Limit(seconds, owns)
    watcher = threading.Thread(target=running.watch, name="grader-watchdog", daemon=True)
    watcher.start()
    try:
        yield running
    finally:
        running.finish()
        watcher.join()


def _throw_into(ident: int, exception: type[BaseException] | None) -> None:
    argument = ctypes.py_object(exception) if exception is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), argument)
