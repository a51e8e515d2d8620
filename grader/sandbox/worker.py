"""The worker: runs one submission's scenarios, on request, behind its walls.

It is a fork of the zygote. By the time this code reads the learner's bytes the walls are up, and all that it can
reach is one socket. Answers are observations; it never judges, and it never sees an expected value.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

import msgspec

from grader.observation import Failure, Observation, Trouble
from grader.sandbox.frames import FrameTooLarge, pack, printable, read_frame, tag, untag
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.specs import Scenario

WHERE = signal.SIGUSR1 if hasattr(signal, "SIGUSR1") else signal.SIGTERM
"""The signal at which a worker writes down on which line it is."""


class Task(msgspec.Struct, frozen=True):
    """The first frame to a worker: whose scenarios, and the learner's files."""

    exercise: str
    module: str
    files: dict[str, bytes]


class Request(msgspec.Struct, frozen=True):
    """Every further frame to a worker: one scenario to run."""

    scenario: str
    arguments: Any
    """Tagged plain data: a tuple."""
    seed: int


def serve(channel: int, scenarios: Mapping[str, Mapping[str, Scenario]]) -> NoReturn:
    """Answer requests on the descriptor `channel` until it closes."""
    task = msgspec.msgpack.decode(_receive(channel), type=Task)
    modules = SubmissionModules(task.module, task.files)
    known = scenarios[task.exercise]
    while True:
        request = msgspec.msgpack.decode(_receive(channel), type=Request)
        _send(channel, _answer(modules, known[request.scenario], request))


def _answer(modules: SubmissionModules, scenario: Scenario, request: Request) -> bytes:
    observation = observe(modules, scenario, untag(request.arguments), seed=request.seed)
    try:
        return pack(encode(observation))
    except (FrameTooLarge, RecursionError):
        failure = Failure(trouble=Trouble.GARBLED, message="the result is too large")
        return pack(encode(Observation(error=failure, elapsed=observation.elapsed)))


def encode(observation: Observation) -> bytes:
    """An observation as the payload of a frame."""
    tagged = replace(observation, value=tag(observation.value), output=printable(observation.output))
    try:
        return msgspec.msgpack.encode(tagged)
    except UnicodeEncodeError:  # a lone surrogate in a name, a message or a line of source
        return msgspec.msgpack.encode(_printable(msgspec.to_builtins(tagged)))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {_printable(k): _printable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _receive(channel: int) -> bytes:
    try:
        return read_frame(lambda size: os.read(channel, size))
    except EOFError:
        os._exit(0)  # the judge has no more requests


def _send(channel: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(channel, view) :]
