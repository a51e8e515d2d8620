"""The judge's side of the sandbox: starts the zygote, and asks it for workers.

What is done with a worker is said in `handle`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.errors import InfrastructureError
from grader.results import Job
from grader.sandbox.cores import follow
from grader.sandbox.handle import Worker
from grader.sandbox.zygote import FORK, FORK_FREELY, READY, STARTED

START_SECONDS = 30.0
"""Real seconds for the zygote to be ready."""
END_SECONDS = 5.0
"""Real seconds in which the zygote ends what is left, and itself."""

_ZYGOTE = "__import__('grader.sandbox.zygote').sandbox.zygote.main(__import__('sys').argv[1:])"
"""Leaves nothing in the namespace of `__main__`, which the learner's code can see."""


class Supervisor:
    """One zygote and at most one worker at a time. Use as a context manager.

    A worker may run on the cores on which the caller may when it asks for one (see `cores`).
    `hash_seed` orders what lies in sets. `processes` are the exercises whose programs may start processes.
    """

    def __init__(
        self,
        scenarios: Mapping[str, Path],
        *,
        confine: bool = True,
        hash_seed: int = 0,
        processes: Collection[str] = (),
    ) -> None:
        self._scenarios = scenarios
        self._confine, self._hash_seed = confine, hash_seed
        self._processes = processes
        self._control: socket.socket | None = None
        self._zygote: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote; a worker dies with it."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._zygote is not None:
            self._zygote.terminate()  # so that it can end what a worker has forked
            try:
                self._zygote.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
            self._zygote = None

    def worker(self, job: Job) -> Worker:
        """A new worker for a submission. Raises InfrastructureError where the machine cannot give one."""
        if self._zygote is not None and self._zygote.poll() is not None:
            self.close()  # somebody killed it; the next one is as good
        try:
            return self._fork(job)
        except OSError as error:
            self.close()
            raise InfrastructureError(f"no worker could be started: {error}") from None

    def _fork(self, job: Job) -> Worker:
        processes = job.exercise in self._processes
        control = self._control or self._start()
        assert self._zygote is not None
        follow(self._zygote.pid)
        ours, theirs = socket.socketpair()
        dump_read, dump_write = os.pipe()
        try:
            socket.send_fds(control, [FORK_FREELY if processes else FORK], [theirs.fileno(), dump_write])
            message, descriptors, _, _ = socket.recv_fds(control, 256, 1)
            if message[:1] != b"S":
                reason = message[1:].decode(errors="replace") or "the zygote ended"
                raise InfrastructureError(f"no worker could be started: {reason}")
        except (OSError, InfrastructureError):
            ours.close()
            os.close(dump_read)
            self.close()
            raise
        finally:
            theirs.close()
            os.close(dump_write)
        _, pid = STARTED.unpack(message)
        return Worker(job, ours, dump_read, pid, descriptors[0], control, processes)

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = {
            "control": theirs.fileno(),
            "judge": os.getpid(),
            "confine": self._confine,
            "processes": bool(self._processes),
            "scenarios": {slug: str(file) for slug, file in self._scenarios.items()},
        }
        self._zygote = subprocess.Popen(
            [sys.executable, "-s", "-P", "-c", _ZYGOTE, json.dumps(options)],
            pass_fds=[theirs.fileno()],
            env={"PYTHONHASHSEED": str(self._hash_seed)},  # the order of a set must not decide a score
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        ours.settimeout(START_SECONDS)
        try:
            greeting = ours.recv(1024)
        except TimeoutError:
            greeting = b"it did not answer"
        if greeting != READY:
            ours.close()
            self.close()
            reason = greeting.decode(errors="replace") or "it ended; see the messages above"
            raise InfrastructureError(f"the sandbox could not be started: {reason}")
        ours.settimeout(None)
        self._control = ours
        return ours
