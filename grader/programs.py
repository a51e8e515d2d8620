"""The programs that prove a spec: stub, solution, right and wrong ones; and what is wrong with one that was judged.

What a wrong program must lead to, its docstring declares. Having them judged is the business of `grader.authoring`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.exercises import Exercise
from grader.results import CheckResult, Job, Outcome, RunResult, Status

_FAILS = re.compile(r"^Fails:(?P<tasks>.*)$", re.MULTILINE)
_SAYS = re.compile(r"^Says: (?P<message>.*)$", re.MULTILINE)
LEAST = {"right": 4, "wrong": 8}
"""How many programs of a kind prove an exercise at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What the docstring of a wrong program says of it."""

    tasks: tuple[int, ...]
    message: str


@dataclass(frozen=True, kw_only=True)
class Program:
    """A file that is judged to prove a spec, and what it must lead to."""

    exercise: Exercise
    kind: str
    """`stub`, `solution`, `right` or `wrong`."""
    path: Path

    @property
    def name(self) -> str:
        """How the program is called in a finding."""
        return f"{self.exercise.slug} {self.kind}" + (f"/{self.path.name}" if self.kind in LEAST else "")

    @property
    def job(self) -> Job:
        """The program as a submission."""
        files = {f"{self.exercise.module}.py": self.path.read_bytes()}
        return Job(exercise=self.exercise.slug, module=self.exercise.module, files=files)

    @cached_property
    def declared(self) -> Declaration | None:
        """What a wrong program says of itself; None where it does not, and for the others."""
        return declaration(self.path) if self.kind == "wrong" else None


def programs_of(exercise: Exercise) -> Iterator[Program]:
    """Every program that proves the spec of `exercise`, as far as the files are there."""
    single = [("stub", exercise.stub), ("solution", exercise.solution)]
    several = [(kind, path) for kind in LEAST for path in sorted((exercise.hidden / kind).glob("*.py"))]
    for kind, path in single + several:
        if path.is_file():
            yield Program(exercise=exercise, kind=kind, path=path)


def program_findings(program: Program, run: RunResult) -> Iterator[str]:
    """What is wrong with a program, or with the spec that judged it."""
    if run.status is not Status.GRADED:
        yield run.message
        return
    for flag in run.flags:  # an honest program must never be suspected
        yield f"is flagged as {flag.code} ({flag.file}:{flag.line}, {flag.evidence}): {flag.reason}"
    for check in run.checks:
        if check.outcome is Outcome.ERRORED:
            yield f"the check {check.id} broke: {check.message}"
    failed = [check for check in run.checks if check.outcome is not Outcome.PASSED]
    if program.kind == "stub":
        yield from _stub_findings(program.exercise, failed)
    elif program.kind == "wrong":
        yield from _wrong_findings(program, failed)
    else:
        yield from (f"fails {check.id} (task {check.task}): {check.message}" for check in failed)


def _stub_findings(exercise: Exercise, failed: Sequence[CheckResult]) -> Iterator[str]:
    for number in range(1, len(exercise.info.tasks) + 1):
        if not any(check.task == number for check in failed):
            yield f"passes task {number}"
        if not any(check.task == number and "not written yet" in check.message for check in failed):
            yield f"task {number} does not say that it is not written yet"


def _wrong_findings(program: Program, failed: Sequence[CheckResult]) -> Iterator[str]:
    declared = program.declared
    if declared is None:
        yield "its docstring must say `Fails: task N` and `Says: MESSAGE`"
        return
    tasks = tuple(sorted({check.task for check in failed}))
    if tasks != declared.tasks:
        yield f"fails {_tasks(tasks)}, declares {_tasks(declared.tasks)}"
    said = next((check.message for check in failed if check.task == declared.tasks[0]), "")
    if not matches(said.partition("\n")[0], declared.message):
        yield f"says {said!r}, declares {declared.message!r}"


def matches(said: str, declared: str) -> bool:
    """Whether a headline is the declared one, in which `...` stands for any text (the line of a hang varies)."""
    pattern = ".*".join(re.escape(part) for part in declared.split("..."))
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def _tasks(numbers: Sequence[int]) -> str:
    return ", ".join(f"task {number}" for number in numbers) or "no task"


def declaration(path: Path) -> Declaration | None:
    """What a wrong program declares; None where it does not."""
    text = _docstring(path.read_bytes())
    fails, says = _FAILS.search(text), _SAYS.search(text)
    if fails is None or says is None:
        return None
    tasks = tuple(sorted(int(number) for number in re.findall(r"\d+", fails["tasks"])))
    return Declaration(tasks=tasks, message=says["message"].strip()) if tasks else None


def _docstring(source: bytes) -> str:
    """The docstring of a module; of one that Python cannot read, all of its text."""
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError):
        return source.decode("utf-8", "replace")
