"""Real-time limits inside one process, for learners: without need of signals, so that it works on every platform.

A judge does not use this: it kills the worker. Here a thread of our own throws `DeadlineExceeded` into the threads
that run the learner's code, again and again until they let go, and remembers on which line they were. Where what is
limited may wait in the kernel for processes, and there are signals, one gets it out of there.
"""

from __future__ import annotations

import _thread
import ctypes
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

from grader.clock import real
from grader.clock.sightings import Place
from grader.sandbox.troubles import DeadlineExceeded, place_of

_WAKE = signal.SIGUSR1 if hasattr(signal, "SIGUSR1") else signal.SIGTERM
AGAIN = 0.05
"""Real seconds between two throws: code that catches everything in a loop needs more than one."""


class Limit:
    """One limited stretch of work. After it, `expired` says whether the time was up, `frames` where."""

    def __init__(
        self, seconds: float, owns: Callable[[str], bool], at_the_end: Callable[[], object] | None = None
    ) -> None:
        self.seconds = seconds
        self.expired = False
        self._finished = False
        self.frames: tuple[Place, ...] = ()
        self._owns = owns
        self._at_the_end = at_the_end
        self._worker = _thread.get_ident()
        self._wakes = False
        self._over = real.Lock()  # held until the work is done
        self._watching = real.Lock()  # held as long as the watching thread looks

    def start(self) -> None:
        """Begin to watch, in a thread that the exercise clock knows nothing of: this time is real."""
        self._over.acquire()
        self._watching.acquire()
        _thread.start_new_thread(self._watch, ())

    def finish(self) -> None:
        """End the watch; nothing is thrown any more once this has returned."""
        while True:
            try:
                return self._finish()
            except DeadlineExceeded:  # thrown a moment before
                continue

    def _finish(self) -> None:
        if self._over.locked() and not self._finished:
            self._finished = True
            self._over.release()
        self._watching.acquire(timeout=1)
        if self.expired:
            _throw_into(self._worker, None)

    def _watch(self) -> None:
        try:
            if not self._over.acquire(timeout=self.seconds):
                self.expired = True
                self.frames = self._where()
                while not self._over.acquire(timeout=AGAIN):
                    if self._at_the_end is not None:
                        self._at_the_end()
                    self._throw()
        finally:
            self._watching.release()

    def _where(self) -> tuple[Place, ...]:
        stacks = [self._learner_frames(frame) for _, frame in self._running()]
        return max(stacks, key=len, default=())

    @contextmanager
    def waking(self) -> Iterator[None]:
        """Let a signal end what the main thread waits for, as long as the body runs."""
        saved = signal.signal(_WAKE, self._woken)
        self._wakes = True
        try:
            yield
        finally:
            self._wakes = False
            signal.signal(_WAKE, saved if saved is not None else signal.SIG_DFL)

    def _woken(self, number: int, frame: FrameType | None) -> None:
        if self.expired and not self._finished and self._is_in_learners(frame):
            raise DeadlineExceeded

    def _throw(self) -> None:
        for ident, frame in self._running():
            if not self._is_in_learners(frame):  # never into our own cleaning up
                continue
            if self._wakes and ident == self._worker:
                signal.pthread_kill(ident, _WAKE)
            else:
                _throw_into(ident, DeadlineExceeded)

    def _running(self) -> list[tuple[int, FrameType]]:
        watcher = _thread.get_ident()
        return [(ident, frame) for ident, frame in sys._current_frames().items() if ident != watcher]

    def _is_in_learners(self, frame: FrameType | None) -> bool:
        """Whether the learner's code is being run. Reads no file: the thread goes on while others read theirs."""
        while frame is not None and not self._owns(frame.f_code.co_filename):
            frame = frame.f_back
        return frame is not None

    def _learner_frames(self, frame: FrameType | None) -> tuple[Place, ...]:
        places = []
        while frame is not None:
            if self._owns(frame.f_code.co_filename):
                places.append(place_of((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)))
            frame = frame.f_back
        return tuple(reversed(places))


@contextmanager
def limit(
    seconds: float, owns: Callable[[str], bool], at_the_end: Callable[[], object] | None = None
) -> Iterator[Limit]:
    """Give the body `seconds` of real time; `owns` tells a learner's file names.

    `at_the_end` is called, again and again, once the time is up: it may end what the body waits for.

    When the time is up, `DeadlineExceeded` is raised inside the body. It does not reach code that is stuck in one
    long operation of C; what runs the tests must have a limit of its own for that. With `at_the_end` it does reach
    one that waits in the kernel, in the main thread of a platform with signals.
    """
    running = Limit(seconds, owns, at_the_end)
    with running.waking() if at_the_end is not None and _can_wake() else nullcontext():
        running.start()
        try:
            yield running
        finally:
            running.finish()


def _can_wake() -> bool:
    return hasattr(signal, "pthread_kill") and threading.current_thread() is threading.main_thread()


def _throw_into(ident: int, exception: type[BaseException] | None) -> None:
    argument = ctypes.py_object(exception) if exception is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), argument)
