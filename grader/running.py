"""A learner's pytest in a process of its own, which can be stopped with everything that it started.

It writes to the terminal of the caller. What to run and when is decided by whoever watches.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from grader.exercises import Exercise
from grader.progress import digest_of

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _FLAGS = 0
_PYTEST = ("-m", "pytest", "-q", "--no-header", "-p", "grader.focus")


class TestRun:
    """One run of the checks of an exercise, from its start on."""

    __test__ = False  # pytest would collect it for its name

    def __init__(
        self, exercise: Exercise, environment: Mapping[str, str], ended: Callable[[TestRun], None]
    ) -> None:
        """Start pytest on `exercise`; `ended` is called on a thread when it is over, unless it was stopped."""
        self.exercise = exercise
        self.digest = digest_of(exercise)
        """Of the learner's files, a moment before pytest reads them."""
        self._ended = ended
        self._stopped = False
        self._process = subprocess.Popen(
            [sys.executable, *_PYTEST, os.path.join("exercises", exercise.slug)],
            cwd=exercise.root,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            creationflags=_FLAGS,
            start_new_session=True,  # Ctrl-C is for the watcher; and all that it starts can be ended at once
        )
        self._waiter = threading.Thread(target=self._wait, name="test run", daemon=True)
        self._waiter.start()

    @property
    def goes_on(self) -> bool:
        """Whether it is not over yet."""
        return self._waiter.is_alive()

    def stop(self) -> None:
        """End it at once, with all processes that it started, and wait until it has ended."""
        self._stopped = True
        if self._process.poll() is None:
            self._kill()
        self._waiter.join()

    def _wait(self) -> None:
        self._process.wait()
        if sys.platform != "win32":
            self._kill()  # what the learner's program started and left behind
        if not self._stopped:
            self._ended(self)

    def _kill(self) -> None:
        if sys.platform == "win32":
            command = ["taskkill", "/F", "/T", "/PID", str(self._process.pid)]
            subprocess.run(command, check=False, capture_output=True)
            self._process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
