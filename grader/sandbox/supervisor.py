"""The judge's side of the sandbox: starts the zygote, asks it for workers, keeps deadlines, kills.

Whatever a worker does, a request ends with an `Observation`. Only a fault of the machine raises: InfrastructureError.
What the observation is worth is not decided here.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from grader.clock.sightings import Place
from grader.errors import InfrastructureError
from grader.observation import Failure, Observation, Trouble
from grader.results import Job
from grader.sandbox.frames import WireError, pack, read_frame, tag, untag
from grader.sandbox.worker import WHERE, Request, Task
from grader.sandbox.zygote import ENDED, FORK, READY, STARTED

START_SECONDS = 30.0
"""Real seconds for the zygote to be ready."""
GRACE = 0.25
"""Real seconds in which a worker that hangs may write down its line, and in which an end becomes known."""
AT_ONCE = 0.1
"""Real seconds in which nearly every answer comes."""
NEARLY = 0.9
"""Share of its time that a worker on an idle machine gets at the least, as the kernel counts it."""
STARVED = 5
"""A worker that had little of the processor is given up to so many times its deadline."""
PAUSE = 0.02
"""Real seconds without another piece of what a worker writes down: then it has written all."""
DUMP_BYTES = 64 * 1024

_FRAME = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d+) in (?P<function>.*)')


class Supervisor:
    """One zygote and at most one worker at a time. Use as a context manager."""

    def __init__(self, scenarios: Mapping[str, Path], *, confine: bool = True, hash_seed: int = 0) -> None:
        self._scenarios = scenarios
        self._confine, self._hash_seed = confine, hash_seed
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
        control = self._control or self._start()
        ours, theirs = socket.socketpair()
        dump_read, dump_write = os.pipe()
        try:
            socket.send_fds(control, [FORK], [theirs.fileno(), dump_write])
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
        return Worker(job, ours, dump_read, pid, descriptors[0], control)

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = {
            "control": theirs.fileno(),
            "judge": os.getpid(),
            "confine": self._confine,
            "scenarios": {slug: str(file) for slug, file in self._scenarios.items()},
        }
        self._zygote = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "grader.sandbox.zygote", json.dumps(options)],
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


class Worker:
    """A process that holds one submission. After a deadline, a crash or garbage it is `spent`."""

    def __init__(
        self, job: Job, channel: socket.socket, dump: int, pid: int, pidfd: int, control: socket.socket
    ) -> None:
        self._job = job
        self._channel, self._dump, self._pid, self._pidfd, self._control = channel, dump, pid, pidfd, control
        self.spent = False
        os.set_blocking(dump, False)
        with contextlib.suppress(OSError):  # it may have died at once; the first request will say so
            channel.sendall(pack(msgspec.msgpack.encode(Task(job.exercise, job.module, dict(job.files)))))

    def run(self, scenario: str, arguments: tuple[Any, ...], *, seed: int, deadline: float) -> Observation:
        """Run one scenario within `deadline` real seconds; whatever the program does, there is an observation.

        Raises InfrastructureError when the machine ended the worker: the kernel, short of memory, or a person.
        """
        request = Request(scenario, tag(arguments), seed)
        try:
            self._channel.sendall(pack(msgspec.msgpack.encode(request)))
            observation = decode(read_frame(self._read_until(deadline)))
        except TimeoutError:
            return self._ended(self._hung(deadline))
        except (EOFError, OSError):
            return self._ended(None)
        except WireError as error:
            return self._ended(Failure(trouble=Trouble.GARBLED, message=str(error)))
        self.spent = observation.threads_left > 0
        return observation

    def close(self) -> int:
        """Kill the process and give its wait status."""
        self._channel.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        os.close(self._pidfd)
        os.close(self._dump)
        return _status(self._control.recv(ENDED.size))

    def _ended(self, failure: Failure | None) -> Observation:
        self.spent = True
        return Observation(error=failure or crash(self._exit_status()))

    def _exit_status(self) -> int:
        """Wait for the end of a process that closed its channel; its status is still to be read by `close`."""
        if not select.select([self._control], [], [], GRACE)[0]:
            return 0  # it closed its channel and lives on, until `close` kills it
        status = _status(self._control.recv(ENDED.size, socket.MSG_PEEK))
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            raise InfrastructureError(
                "a worker was killed: by hand, or because the machine ran out of memory"
            )
        return status

    def _read_until(self, deadline: float) -> Any:
        """A `read` for frames which raises TimeoutError when the deadline is over."""
        start, before = time.monotonic(), None
        first = wait = min(AT_ONCE, deadline / 4)

        def read(size: int) -> bytes:
            nonlocal before, wait
            while not select.select([self._channel], [], [], wait)[0]:
                spent = time.monotonic() - start
                if before is None:  # most answers come before this has to be looked up
                    before = self._processor_seconds()
                left = deadline - spent
                if left <= 0 and not self._starved(before, deadline - first, spent):
                    raise TimeoutError
                wait = left if left > 0 else GRACE
            return self._channel.recv(size)

        return read

    def _starved(self, before: float, due: float, spent: float) -> bool:
        """Whether the worker had less of the processor than was `due`: verdicts must not depend on the load."""
        return spent < STARVED * due and self._processor_seconds() - before < due * NEARLY

    def _processor_seconds(self) -> float:
        try:
            with open(f"/proc/{self._pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _hung(self, deadline: float) -> Failure:
        """Ask the worker where it is; it answers from a signal handler, whatever it is doing."""
        text = b""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, WHERE)
        wait = GRACE
        while select.select([self._dump], [], [], wait)[0] and len(text) < DUMP_BYTES:
            part = os.read(self._dump, DUMP_BYTES)
            if not part:
                break
            text, wait = text + part, PAUSE  # it is written in many small pieces
        frames = frames_of_dump(text.decode(errors="replace"), self._job.files)
        return Failure(trouble=Trouble.DEADLINE, message=f"{deadline:g}", frames=frames)


def _status(message: bytes) -> int:
    """The wait status that the zygote tells. Raises InfrastructureError where it is no more."""
    if not message:
        raise InfrastructureError("the parent of the workers was killed")
    _, status = ENDED.unpack(message)
    return int(status)


def frames_of_dump(text: str, files: Mapping[str, bytes]) -> tuple[Place, ...]:
    """The learner's frames, outermost first, of a dump by `faulthandler`."""
    found = [match for match in _FRAME.finditer(text) if match["file"] in files]
    return tuple(_place(match, files) for match in reversed(found))


def _place(match: re.Match[str], files: Mapping[str, bytes]) -> Place:
    line = int(match["line"])
    lines = files[match["file"]].decode("utf-8", "replace").splitlines()
    source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Place(file=match["file"], line=line, function=match["function"], source=source)


def crash(status: int) -> Failure:
    """What the end of a worker means, from its wait status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Failure(trouble=Trouble.DEADLINE, message="")
        return Failure(trouble=Trouble.CRASHED, type=signal.strsignal(number) or f"signal {number}")
    return Failure(trouble=Trouble.CRASHED, message=str(os.waitstatus_to_exitcode(status)))


def decode(payload: bytes) -> Observation:
    """The observation in a frame. Raises WireError for anything else."""
    try:
        observation = msgspec.msgpack.decode(payload, type=Observation)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise WireError(str(error)) from None
    return replace(observation, value=untag(observation.value))
