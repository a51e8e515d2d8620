"""The worker: runs one submission's scenarios, on request, behind its walls.

It is a fork of the zygote. By the time this code reads the learner's bytes the walls are up, and all that it can
reach is one socket. Answers are observations; it never judges, and it never sees an expected value.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from typing import Any, NoReturn

import msgspec

from grader.flags import Flag
from grader.observation import Failure, Observation, Trouble
from grader.sandbox.frames import FrameTooLarge, Read, encodable, pack, read_frame, tag, untag
from grader.sandbox.guard import Guard
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.specs import Scenario

WHERE = signal.SIGUSR1 if hasattr(signal, "SIGUSR1") else signal.SIGTERM
"""The signal at which a worker writes down on which line it is."""


AT_A_TIME = 2**16
"""Bytes that are read at once."""
ANSWER_LIMIT = 2**20
"""Bytes of an answer. The largest of an honest program, with a long timeline, has a quarter of it."""
ROOM = 2**16
"""Bytes of an answer that are kept for the flags."""
STANDING = b"W"
"""What a worker sends, unframed, when its walls stand; where the kernel asks the judge, with the listener."""


class Assignment(msgspec.Struct, frozen=True):
    """The first frame to a worker: whose scenarios, and the learner's files."""

    exercise: str
    module: str
    files: dict[str, bytes]
    processes: bool = False
    """Whether it may start processes; then its scenarios run in real time."""
    secret: bytes = b""
    """What every answer must bring back. It is read before the learner's code is, so nobody else can have read it."""


class Request(msgspec.Struct, frozen=True):
    """Every further frame to a worker: one scenario to run."""

    scenario: str
    arguments: Any
    """Tagged plain data: a tuple."""
    seed: int
    timeline: bool = False
    nonce: bytes = b""
    """What the answer to this very request must bring back."""


class Answer(msgspec.Struct, frozen=True):
    """What comes back for a request."""

    secret: bytes
    nonce: bytes
    observation: msgspec.Raw
    flags: tuple[Flag, ...] = ()
    threads_left: bool = False


_read, _write = os.read, os.write  # whatever the learner's code makes of `os`
_requests = msgspec.msgpack.Decoder(Request)  # made here: it looks up types by the names of their modules


def serve(channel: int, scenarios: Mapping[str, Mapping[str, Scenario]], guard: Guard) -> NoReturn:
    """Answer requests on the descriptor `channel` until it closes."""
    read = _Reader(channel)
    given = msgspec.msgpack.decode(_receive(read), type=Assignment)
    modules = SubmissionModules(given.module, given.files)
    known = scenarios[given.exercise]
    if given.processes:
        guard.unhide()
        from grader.sandbox import processes  # noqa: PLC0415  (not on every platform, and seldom needed)

        processes.allow(modules, channel)
    guard.arm(modules, processes=given.processes)
    while True:
        request = _requests.decode(_receive(read))
        seen = _observed(modules, known[request.scenario], request, given.processes, guard)
        flags = guard.take()
        answer = Answer(given.secret, request.nonce, msgspec.Raw(seen), flags, guard.threads_left())
        _send(channel, pack(msgspec.msgpack.encode(answer)))


def _observed(
    modules: SubmissionModules, scenario: Scenario, request: Request, real_time: bool, guard: Guard
) -> bytes:
    arguments = untag(request.arguments)
    observation = observe(
        modules,
        scenario,
        arguments,
        seed=request.seed,
        timeline=request.timeline,
        real_time=real_time,
        around=guard.watching,
    )
    why = "the result is too large"
    try:
        seen = encode(observation)
        if len(seen) <= ANSWER_LIMIT - ROOM:
            return seen
    except (RecursionError, FrameTooLarge):
        pass
    except Exception:  # a name that is no name: nothing that a class says of itself is sure to be plain
        why = "the result cannot be told"
    failure = Failure(trouble=Trouble.GARBLED, message=why)
    return encode(Observation(error=failure, elapsed=observation.elapsed))


def encode(observation: Observation) -> bytes:
    """An observation as the payload of a frame."""
    tagged = msgspec.structs.replace(
        observation, value=tag(observation.value), output=encodable(observation.output)
    )
    try:
        return msgspec.msgpack.encode(tagged)
    except UnicodeEncodeError:  # a lone surrogate in a name, a message or a line of source
        plain = msgspec.to_builtins(
            tagged, builtin_types=(bytes,)
        )  # bytes stay bytes, which `tag` writes too
        return msgspec.msgpack.encode(_encodable(plain))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {_encodable(k): _encodable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


def _receive(read: Read) -> bytes:
    try:
        return read_frame(read)
    except EOFError:
        os._exit(0)  # the judge has no more requests


class _Reader:
    """Reads from a descriptor all that is there: most frames come in one piece."""

    def __init__(self, channel: int) -> None:
        self._channel, self._arrived = channel, b""

    def __call__(self, size: int) -> bytes:
        if not self._arrived:
            self._arrived = _read(self._channel, AT_A_TIME)
        part, self._arrived = self._arrived[:size], self._arrived[size:]
        return part


def _send(channel: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[_write(channel, view) :]
