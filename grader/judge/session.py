"""The judge's own process: a pytest session that stays warm and runs the specs again for every job.

The specs are collected once, before any submission is read, so the checks of an exercise are known beforehand and
what did not run has not passed. The learner's code is never imported here: a scenario runs in a worker, and only
observations come back. Jobs come in on stdin and results go out on stdout, framed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from grader import plugin
from grader.exercises import Exercise, load_exercise
from grader.items import BACKEND, exercise_of, fault_of, task_of
from grader.judge.checks import keep_comparisons, run_check
from grader.judge.desk import Desk
from grader.judge.protocol import JudgeSetup, Ready
from grader.observation import Observation
from grader.results import CheckResult, Job, RunResult, Status, no_score
from grader.sandbox.cores import one_core
from grader.sandbox.frames import FRAME_LIMIT, pack, read_frame
from grader.sandbox.supervisor import Supervisor
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
            said = str(report.longrepr).strip().splitlines()[-1]
            its = [slug for slug in self.exercises if f"/{slug}/" in f"/{report.nodeid}"]
            self.problems.update(dict.fromkeys(its or self.exercises, said))

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
                self.problems.setdefault(slug, "; ".join(found))
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
            flags = self.desk.flags
        return RunResult(exercise=job.exercise, status=Status.GRADED, checks=tuple(checks), flags=flags)


def shortened(run: RunResult, room: int) -> RunResult:
    """The run with less to read of the checks for which there is no more room, in bytes: its verdicts are all there.

    A program can raise errors of any length, in lines of any length.
    """
    kept = []
    for check in run.checks:
        room -= len(msgspec.msgpack.encode(check))
        kept.append(check if room >= 0 else replace(check, output="", diagnosis=None))
    return replace(run, checks=tuple(kept))


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
