"""The judge's handle on one worker: asks, waits until the deadline, kills.

Whatever a worker does, a request ends with an `Observation`. Only a fault of the machine raises: InfrastructureError.
What the observation is worth is not decided here; where workers come from is the business of `supervisor`.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from math import ceil
from typing import Any

import msgspec

from grader.errors import InfrastructureError
from grader.flags import Flag, FoundBy
from grader.observation import Failure, Observation, Trouble
from grader.results import Job
from grader.sandbox.answers import decode
from grader.sandbox.endings import crash, frames_of_dump
from grader.sandbox.family import Family
from grader.sandbox.frames import Read, WireError, pack, read_frame, tag
from grader.sandbox.patience import STARVED, Patience, Usage, is_exiting, members, usage_of
from grader.sandbox.rules import REASONS
from grader.sandbox.worker import ANSWER_LIMIT, STANDING, WHERE, Answer, Assignment, Request
from grader.sandbox.zygote import ENDED

WALLS_SECONDS = 30.0
"""Real seconds for a worker to put up its walls."""
GRACE = 0.25
"""Real seconds in which a worker that hangs may write down its line, and in which an end becomes known."""
PAUSE = 0.02
"""Real seconds without another piece of what a worker writes down: then it has written all."""
DUMP_BYTES = AT_A_TIME = 64 * 1024
NONCE_BYTES = 16
FORGED = Flag(code="forged", reason=REASONS["forged"], found_by=FoundBy.WIRE)
_answers = msgspec.msgpack.Decoder(Answer)


class Worker:
    """A process that holds one submission. After a deadline, a crash or garbage it is `spent`.

    One that may start processes of its own is spent after each scenario: they all end with it.
    """

    def __init__(
        self,
        job: Job,
        channel: socket.socket,
        dump: int,
        pid: int,
        pidfd: int,
        control: socket.socket,
        processes: bool,
    ) -> None:
        self._job, self._processes = job, processes
        self._channel, self._dump, self._pid, self._pidfd, self._control = channel, dump, pid, pidfd, control
        self.spent = False
        self._started = False
        self._secret = os.urandom(NONCE_BYTES)
        self._family: Family | None = None
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)
        self._arrived = b""
        """What has come and is still to be read: most frames come whole, and are fetched at once."""
        os.set_blocking(dump, False)
        with contextlib.suppress(OSError):  # it may have died at once; the first request will say so
            channel.sendall(pack(msgspec.msgpack.encode(self._assignment())))

    def _assignment(self) -> Assignment:
        files = dict(self._job.files)
        return Assignment(self._job.exercise, self._job.module, files, self._processes, self._secret)

    def run(
        self, scenario: str, arguments: tuple[Any, ...], *, seed: int, deadline: float, timeline: bool = False
    ) -> Observation:
        """Run one scenario within `deadline` real seconds; whatever the program does, there is an observation.

        With `timeline` it tells of each step of each task, too.
        Raises InfrastructureError when the machine gave it no walls, or ended it: the kernel, short of memory, or
        a person.
        """
        request = Request(scenario, tag(arguments), seed, timeline, nonce=os.urandom(NONCE_BYTES))
        try:
            self._channel.sendall(pack(msgspec.msgpack.encode(request)))
            self._wait_for_walls()
            answer = _answers.decode(read_frame(self._read_until(deadline), ANSWER_LIMIT))
            if (answer.secret, answer.nonce) != (self._secret, request.nonce):
                raise WireError("an answer to another question")
            observation = decode(answer.observation, answer.flags)
        except TimeoutError:
            return self._ended(self._hung(deadline))
        except (EOFError, OSError):
            return self._ended(None)
        except (WireError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            garbled = self._ended(Failure(trouble=Trouble.GARBLED, message=str(error)))
            return msgspec.structs.replace(garbled, flags=(FORGED,))
        tampered = any(flag.found_by is FoundBy.CHECK for flag in answer.flags)
        self.spent = self._processes or observation.threads_left > 0 or answer.threads_left or tampered
        return observation

    def close(self) -> int:
        """Kill the process and give its wait status."""
        self._channel.close()
        if self._family is not None:
            self._family.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        os.close(self._pidfd)
        os.close(self._dump)
        message = self._control.recv(ENDED.size)
        if not message and self._processes:  # the zygote is no more, which would have ended what it forked
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
        return _status(message)

    def _ended(self, failure: Failure | None) -> Observation:
        self.spent = True
        return Observation(error=failure or crash(self._exit_status()))

    def _exit_status(self) -> int:
        """Wait for the end of a process that closed its channel; its status is still to be read by `close`."""
        if not self._is_ending():
            return 0  # it closed its channel and lives on, until `close` kills it
        status = _status(self._control.recv(ENDED.size, socket.MSG_PEEK))
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            raise InfrastructureError(
                "a worker was killed: by hand, or because the machine ran out of memory"
            )
        return status

    def _is_ending(self) -> bool:
        """Whether the process that closed its channel did so by ending: the kernel closes files last of all."""
        for wait in (PAUSE, GRACE):
            if select.select([self._control], [], [], wait)[0]:
                return True
            if not is_exiting(self._pid):
                return bool(select.select([self._control], [], [], 0)[0])
        return False

    def _wait_for_walls(self) -> None:
        """Take the worker's word, once, that its walls stand: it has not read a byte of the submission before."""
        if self._started:
            return
        self._channel.settimeout(WALLS_SECONDS)
        try:
            said, descriptors, _, _ = socket.recv_fds(self._channel, len(STANDING), 1)
        except OSError as error:
            said, descriptors = b"", []
            reason = f": {error}"
        else:
            reason = ""
        self._channel.settimeout(None)
        self._started = True
        if descriptors:
            self._family = Family(descriptors[0], self._pid)
            self._poll.register(self._family, select.POLLIN)
        if said != STANDING:
            self._exit_status()
            raise InfrastructureError(f"a worker could not put up its walls{reason}")

    def _read_until(self, deadline: float) -> Read:
        """A `read` for frames which raises TimeoutError when the deadline is over."""
        patience = Patience(deadline, self._usage)

        def read(size: int) -> bytes:
            while not self._arrived:
                ready = dict(self._poll.poll(ceil(patience.wait() * 1000)))
                if self._family is not None and self._family.fileno() in ready:
                    self._answer(self._family, ready[self._family.fileno()])
                if self._channel.fileno() in ready:
                    self._arrived = self._channel.recv(AT_A_TIME)
                    if not self._arrived:
                        return b""
            part, self._arrived = self._arrived[:size], self._arrived[size:]
            return part

        return read

    def _answer(self, family: Family, events: int) -> None:
        if events & select.POLLIN:
            family.answer()
        else:  # nobody is left to ask; to wait for a question now would be for ever
            self._poll.unregister(family)

    def _usage(self) -> Usage:
        return usage_of(members(self._pid) if self._processes else [self._pid])

    def _hung(self, deadline: float) -> Failure:
        """Ask the worker where it is; it answers from a signal handler, whatever it is doing."""
        text = b""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, WHERE)
        while len(text) < DUMP_BYTES and self._has_written(PAUSE if text else GRACE):  # in many small pieces
            part = os.read(self._dump, DUMP_BYTES)
            if not part:
                break
            text += part
        frames = frames_of_dump(text.decode(errors="replace"), self._job.files)
        return Failure(trouble=Trouble.DEADLINE, message=f"{deadline:g}", frames=frames)

    def _has_written(self, wait: float) -> bool:
        """Whether the worker writes down more within `wait` seconds, or later where it got no turn to do so."""
        before = self._usage().seconds
        for _ in range(STARVED):
            if select.select([self._dump], [], [], wait)[0]:
                return True
            usage = self._usage()
            if usage.seconds > before or not usage.wants_more:
                break
        return False


def _status(message: bytes) -> int:
    """The wait status that the zygote tells. Raises InfrastructureError where it is no more."""
    if not message:
        raise InfrastructureError("the parent of the workers was killed")
    _, status = ENDED.unpack(message)
    return int(status)
