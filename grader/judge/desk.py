"""One job on a judge's desk: its worker, what was seen of it, and what puts that in doubt.

What the checks make of it is the business of `session` and `checks`.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from grader.errors import InfrastructureError
from grader.exercises import Exercise
from grader.flags import Flag
from grader.items import cleaned
from grader.observation import Observation, Trouble
from grader.results import Job
from grader.sandbox.handle import Worker
from grader.sandbox.supervisor import Supervisor
from grader.scan import placed, scan
from grader.specs import Scenario

MOST_FLAGS = 20
"""Flags kept of one run."""
EVIDENCE_KEPT = 200
"""Characters of the evidence of a flag."""
_VALUES_ALONE = 2
"""The last version of the marshal format in which equal values look alike, whoever else holds them."""
_IMMUTABLE = (type(None), bool, int, float, str, bytes)


@dataclass
class Desk:
    """One job on a judge's desk: its worker, and what went wrong with it so far."""

    job: Job
    supervisor: Supervisor
    worker: Worker | None = None
    fault: str = ""
    """The machine's fault that ends the run."""
    stuck: Observation | None = None
    """What was seen when the module did not get through its own import."""
    hangs: int = 0
    seen: dict[tuple[str, bytes, int, bool], Observation] = field(default_factory=dict)
    """By scenario, arguments, seed and timeline. Each run starts from a fresh import on a virtual clock, so a second
    run of the same would only see the same; checks that build on each other often ask for it."""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What puts the run in doubt: what stands in the text, then what was seen, in its order."""
        seen = _told_once([flag for seen in self.seen.values() for flag in seen.flags])
        return _told_once([*scan(self.job.files), *(placed(flag, self.job.files) for flag in seen)])

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *exception: object) -> None:
        self._release()

    def run(
        self, exercise: Exercise, scenario: Scenario, arguments: tuple[Any, ...], seed: int, timeline: bool
    ) -> Observation:
        """What a scenario sees of the job's submission; run in its worker, or in a new one where that is spent."""
        if self.stuck is not None:
            return self.stuck
        key = scenario.name, marshal.dumps(arguments, _VALUES_ALONE), seed, timeline
        known = self.seen.get(key)
        if known is None:
            known = self.seen[key] = self._run(exercise, scenario, arguments, seed, timeline)
        if isinstance(known.value, _IMMUTABLE):
            return known
        return msgspec.structs.replace(known, value=_copy_of(known.value))  # a spec may take it apart

    def _run(
        self, exercise: Exercise, scenario: Scenario, arguments: tuple[Any, ...], seed: int, timeline: bool
    ) -> Observation:
        try:
            worker, deadline = self._ready_worker(), exercise.info.deadline_after(self.hangs)
            observation = worker.run(
                scenario.name, arguments, seed=seed, deadline=deadline, timeline=timeline
            )
        except InfrastructureError as error:
            self.fault = str(error)
            raise
        if observation.error is not None and observation.error.trouble is Trouble.DEADLINE:
            self.hangs += 1
            self.stuck = observation if observation.error.hangs_in_import else None
        return observation

    def _ready_worker(self) -> Worker:
        if self.worker is not None and self.worker.spent:
            self._release()
        if self.worker is None:
            self.worker = self.supervisor.worker(self.job)
        return self.worker

    def _release(self) -> None:
        if self.worker is not None:
            worker, self.worker = self.worker, None
            with contextlib.suppress(InfrastructureError):  # nobody needs to know any more how it ended
                worker.close()


def _copy_of(value: Any) -> Any:
    """A deep copy of plain data; by way of bytes, which is quicker, where nothing in it is opaque."""
    try:
        return marshal.loads(marshal.dumps(value))
    except ValueError:
        return deepcopy(value)


def _told_once(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """One flag for each thing at each line, whoever found it, and not more than a person would read."""
    once: dict[tuple[str, str | None, object], Flag] = {}
    for flag in flags:
        shown = replace(flag, evidence=cleaned(flag.evidence, EVIDENCE_KEPT))
        once.setdefault((flag.code, flag.file, flag.line or flag.evidence), shown)
    return tuple(once.values())[:MOST_FLAGS]
