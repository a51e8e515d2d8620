"""The judge's own process: a pytest session that stays warm and runs the specs again for every job.

The specs are collected once, before any submission is read, so the checks of an exercise are known beforehand and
what did not run has not passed. The learner's code is never imported here: a scenario runs in a worker, and only
observations come back. Jobs come in on stdin and results go out on stdout, framed.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from grader import plugin
from grader.errors import InfrastructureError
from grader.exercises import Exercise, load_exercise
from grader.flags import Flag
from grader.items import BACKEND, cleaned, exercise_of, fault_of, task_of
from grader.judge.checks import keep_comparisons, run_check
from grader.judge.protocol import JudgeSetup, Ready
from grader.observation import Observation, Trouble
from grader.results import CheckResult, Job, RunResult, Status, no_score
from grader.sandbox.cores import one_core
from grader.sandbox.frames import FRAME_LIMIT, pack, read_frame
from grader.sandbox.handle import Worker
from grader.sandbox.supervisor import Supervisor
from grader.scan import placed, scan
from grader.specs import Scenario

_UNUSED = (
    "cacheprovider",
    "capture",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "pastebin",
    "recwarn",
    "setuponly",
    "setupplan",
    "stepwise",
    "terminal",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
    "warnings",
)
"""Plugins of pytest's own that would only cost time."""


MOST_FLAGS = 20
"""Flags kept of one run."""
_VALUES_ALONE = 2
"""The last version of the marshal format in which equal values look alike, whoever else holds them."""
_IMMUTABLE = (type(None), bool, int, float, str, bytes)
EVIDENCE_KEPT = 200
"""Characters of the evidence of a flag."""


class JudgeSession:
    """A pytest plugin that takes the place of pytest's own loop over the items."""

    def __init__(self, setup: JudgeSetup, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self.inbox, self.outbox = inbox, outbox
        root = Path(setup.root)
        self.exercises = {
            slug: load_exercise(root / "exercises" / slug / "exercise.toml") for slug in setup.exercises
        }
        self.scenarios = {slug: exercise.scenarios for slug, exercise in self.exercises.items()}
        self.confine, self.seed = setup.confine, setup.seed
        self.items: dict[str, list[pytest.Item]] = {slug: [] for slug in setup.exercises}
        self.problems = {slug: f"{file} is missing" for slug, file in self._missing_files()}
        self.desk: Desk | None = None

    def _missing_files(self) -> Iterator[tuple[str, str]]:
        for slug, exercise in self.exercises.items():
            for file in (exercise.scenarios, exercise.spec):
                if not file.is_file():
                    yield slug, str(file.relative_to(exercise.root))

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let scenarios run in a worker."""
        config.addinivalue_line(
            "markers", "filterwarnings(*filters): without meaning here; warnings are not judged"
        )
        config.stash[BACKEND] = self.run_scenario

    def run_scenario(
        self,
        exercise: Exercise,
        scenario: Scenario,
        arguments: tuple[Any, ...],
        seed: int,
        /,
        *,
        timeline: bool = False,
    ) -> Observation:
        """Run one scenario of the job at hand; with `seed` 0, in the order that the judge was started with."""
        assert self.desk is not None, "a scenario ran without a job"
        return self.desk.run(exercise, scenario, arguments, seed or self.seed, timeline)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A spec that cannot be collected is its exercise's problem; the others are judged."""
        if report.failed:
            slug = next((slug for slug in self.exercises if f"/{slug}/" in f"/{report.nodeid}"), "")
            self.problems[slug] = str(report.longrepr).strip().splitlines()[-1]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve jobs until there are no more."""
        for item in session.items:
            exercise = exercise_of(item)
            if exercise is not None:
                self.items[exercise.slug].append(item)
        for slug, items in self.items.items():
            found = problems_of(items, self.exercises[slug])
            if found:
                self.problems.setdefault(slug, found[0])
        self._send(
            Ready(checks={slug: len(found) for slug, found in self.items.items()}, problems=self.problems)
        )
        usable = {slug: path for slug, path in self.scenarios.items() if slug not in self.problems}
        free = {slug for slug in usable if self.exercises[slug].info.processes}
        supervisor = Supervisor(usable, confine=self.confine, hash_seed=self.seed, processes=free)
        with keep_comparisons(session.config), supervisor, contextlib.suppress(BrokenPipeError):
            self._serve(supervisor)  # whoever waits for the results may have been killed
        return True

    def _serve(self, supervisor: Supervisor) -> None:
        while True:
            try:
                frame = read_frame(self.inbox.read)
            except EOFError:
                return
            self._send(self.judge(msgspec.msgpack.decode(frame, type=Job), supervisor))

    def _send(self, message: Ready | RunResult) -> None:
        payload = msgspec.msgpack.encode(message)
        if len(payload) > FRAME_LIMIT and isinstance(message, RunResult):
            payload = msgspec.msgpack.encode(shortened(message, FRAME_LIMIT // 2))
        self.outbox.write(pack(payload))
        self.outbox.flush()

    def judge(self, job: Job, supervisor: Supervisor) -> RunResult:
        """Run every check of the job's exercise; a fault of the machine ends the run without a score."""
        if job.exercise in self.problems:
            return no_score(job, f"the spec cannot be used: {self.problems[job.exercise]}")
        items, checks = self.items[job.exercise], list[CheckResult]()
        # One worker at a time; but one that may start processes is there to show what several cores are good for.
        cores = nullcontext() if self.exercises[job.exercise].info.processes else one_core()
        with cores, Desk(job, supervisor) as self.desk:
            for item, following in zip(items, [*items[1:], None], strict=True):
                checks.append(run_check(item, following))
                if self.desk.fault:
                    return no_score(job, self.desk.fault)
            flags = told_once([*scan(job.files), *self.desk.flags])
        return RunResult(exercise=job.exercise, status=Status.GRADED, checks=tuple(checks), flags=flags)


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
    def flags(self) -> list[Flag]:
        """What puts the observations in doubt, in the order in which it was seen."""
        found = told_once([flag for seen in self.seen.values() for flag in seen.flags])
        return [placed(flag, self.job.files) for flag in found]

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


def shortened(run: RunResult, room: int) -> RunResult:
    """The run with less to read of the checks for which there is no more room, in bytes: its verdicts are all there.

    A program can raise errors of any length, in lines of any length.
    """
    kept = []
    for check in run.checks:
        room -= len(msgspec.msgpack.encode(check))
        kept.append(check if room >= 0 else replace(check, output="", diagnosis=None))
    return replace(run, checks=tuple(kept))


def told_once(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """One flag for each thing at each line, whoever found it, and not more than a person would read."""
    once: dict[tuple[str, str | None, object], Flag] = {}
    for flag in flags:
        shown = replace(flag, evidence=cleaned(flag.evidence, EVIDENCE_KEPT))
        once.setdefault((flag.code, flag.file, flag.line or flag.evidence), shown)
    return tuple(once.values())[:MOST_FLAGS]


def problems_of(items: list[pytest.Item], exercise: Exercise) -> list[str]:
    """What is wrong with the checks of a spec as a whole."""
    faults = [fault for item in items if (fault := fault_of(item))]
    without = set(range(1, len(exercise.info.tasks) + 1)) - {task_of(item) for item in items}
    return faults + [f"{exercise.spec.name} has no check for task {number}" for number in sorted(without)]


def pytest_arguments(root: Path, specs: Iterable[Path]) -> list[str]:
    """The command line of the judge's pytest: the specs, and nothing that the course's own settings could change."""
    options = [
        "--rootdir",
        str(root),
        "-c",
        os.devnull,
        "-o",
        "python_files=spec_*.py",
        "--import-mode=importlib",
    ]
    options += ["--strict-markers", "--noconftest"]
    options += [f"-pno:{name}" for name in _UNUSED]
    return [*options, *map(str, specs)]


def main(arguments: list[str]) -> int:
    """Judge until stdin ends; the one argument is a JudgeSetup as JSON."""
    setup = msgspec.json.decode(arguments[0], type=JudgeSetup)
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not get between the frames
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for variable in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # the denominator is the spec's alone
        os.environ.pop(variable, None)
    judge = JudgeSession(setup, sys.stdin.buffer, outbox)
    specs = [
        one.spec.relative_to(one.root) for slug, one in judge.exercises.items() if slug not in judge.problems
    ]
    return pytest.main(pytest_arguments(Path(setup.root), specs), plugins=[plugin, judge])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
