"""Proves exercises: no spec, README or example is trusted on its author's word.

For each exercise: the stub fails every task, the solution and right/* pass every check, wrong/* fail on exactly the
tasks and with the message that they declare, none of them is flagged, the examples of both READMEs give what they show
and stand in the public tests, those pass on the solution and fail on the stub, each sentence has its translation, and
nothing stray lies about. What the programs are judged by is `grader.judge`; reading the documents is
`grader.documents`, the translations `grader.translation`.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from grader.documents import document_findings
from grader.exercises import Course, Exercise
from grader.headlines import Headline, headline
from grader.judge import JudgeSetup, judge_here
from grader.resetting import is_untouched
from grader.results import CheckResult, Job, Outcome, RunResult, Status
from grader.translation import translation_findings

_FAILS = re.compile(r"^Fails:(?P<tasks>.*)$", re.MULTILINE)
_SAYS = re.compile(r"^Says: (?P<message>.*)$", re.MULTILINE)
_LEAST = {"right": 4, "wrong": 8}
"""How many programs of a kind prove an exercise at the least."""
_TEXTS = {"README.md", "README.zh.md", "exercise.toml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A file that is judged to prove a spec, and what it must lead to."""

    exercise: Exercise
    kind: str
    """`stub`, `solution`, `right` or `wrong`."""
    path: Path

    @property
    def name(self) -> str:
        """How the program is called in a finding."""
        return f"{self.exercise.slug} {self.kind}" + (f"/{self.path.name}" if self.kind in _LEAST else "")

    @property
    def job(self) -> Job:
        """The program as a submission."""
        files = {f"{self.exercise.module}.py": self.path.read_bytes()}
        return Job(exercise=self.exercise.slug, module=self.exercise.module, files=files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What the docstring of a wrong program says of it."""

    tasks: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings, and a line per exercise."""

    findings: tuple[str, ...]
    lines: tuple[str, ...]
    headlines: tuple[Headline, ...] = ()
    """What each wrong program leads to."""


def validate(
    course: Course,
    exercises: Sequence[Exercise],
    executor: Executor,
    progress: Callable[[int, int], None],
    *,
    seed: int = 0,
) -> Report:
    """Prove `exercises`; the judging is spread over `executor`.

    A `seed` above 0 has what is ready at the same instant, and what lies in sets, come in another order: verdicts and
    messages must be the same.
    """
    slugs = tuple(exercise.slug for exercise in exercises)
    setup = JudgeSetup(root=str(course.root), exercises=slugs, confine=True, seed=seed)
    programs = [program for exercise in exercises for program in programs_of(exercise)]
    examples = executor.submit(example_findings, course, exercises)
    futures = [executor.submit(judge_here, setup, program.job) for program in programs]
    runs = []
    for done, future in enumerate(futures, 1):
        runs.append(future.result())
        progress(done, len(futures))
    judged = list(zip(programs, runs, strict=True))
    findings = {exercise.slug: list(_findings(exercise, judged)) for exercise in exercises}
    for slug, finding in examples.result():
        findings[slug].append(finding)
    return _report(exercises, judged, findings)


def _findings(exercise: Exercise, judged: Sequence[tuple[Program, RunResult]]) -> Iterator[str]:
    yield from tree_findings(exercise)
    for program, run in judged:
        if program.exercise is exercise:
            yield from (f"{program.name}: {finding}" for finding in program_findings(program, run))
    yield from document_findings(exercise)
    if exercise.chinese.is_file():  # that it is missing is said already
        yield from translation_findings(exercise)


def _report(
    exercises: Sequence[Exercise],
    judged: Sequence[tuple[Program, RunResult]],
    findings: dict[str, list[str]],
) -> Report:
    lines = []
    for exercise in exercises:
        kinds = [program.kind for program, _ in judged if program.exercise is exercise]
        checks = next((len(run.checks) for program, run in judged if program.exercise is exercise), 0)
        verdict = "ok" if not findings[exercise.slug] else "NOT ok"
        lines.append(
            f"{exercise.slug}: {verdict}, {checks} checks, {kinds.count('right')} right and "
            f"{kinds.count('wrong')} wrong programs"
        )
        lines += [f"  {finding}" for finding in findings[exercise.slug]]
    return Report(
        findings=tuple(finding for found in findings.values() for finding in found),
        lines=tuple(lines),
        headlines=tuple(_headlines(judged)),
    )


def _headlines(judged: Sequence[tuple[Program, RunResult]]) -> Iterator[Headline]:
    for program, run in judged:
        declared = declaration(program.path) if program.kind == "wrong" else None
        failed = [check for check in run.checks if check.outcome is not Outcome.PASSED]
        first = next((check for check in failed if declared and check.task == declared.tasks[0]), None)
        if declared is not None and first is not None:
            yield headline(program.exercise, program.path.name, first, declared.message)


def programs_of(exercise: Exercise) -> Iterator[Program]:
    """Every program that proves the spec of `exercise`, as far as the files are there."""
    single = [("stub", exercise.stub), ("solution", exercise.solution)]
    several = [(kind, path) for kind in _LEAST for path in sorted((exercise.hidden / kind).glob("*.py"))]
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
    declared = declaration(program.path)
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


def tree_findings(exercise: Exercise) -> Iterator[str]:
    """Files that are missing, stray or too few."""
    module = exercise.module
    expected = {
        exercise.folder: _TEXTS | {f"{module}.py", f"test_{module}.py", exercise.original.name},
        exercise.solution.parent: {f"{module}.py"},
        exercise.hidden: {"scenarios.py", f"spec_{module}.py", "zh.po", *_LEAST},
    }
    optional = {"survivors.toml"}
    for folder, names in expected.items():
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        there -= {"__pycache__"}
        shown = folder.relative_to(exercise.root)
        yield from (f"{shown}/{name} is missing" for name in sorted(names - there))
        yield from (f"{shown}/{name} is stray" for name in sorted(there - names - optional))
    if exercise.original.is_file() and exercise.stub.is_file() and not is_untouched(exercise):
        shown = exercise.original.relative_to(exercise.root)
        yield f"{shown} is not the stub, so that `grader reset` would bring back another: copy {module}.py over it"
    for kind, least in _LEAST.items():
        found = len(list((exercise.hidden / kind).glob("*.py")))
        if found < least:
            yield f"has {found} {kind} programs; at least {least} are wanted"
        for path in sorted((exercise.hidden / kind).glob("*")):
            if path.suffix != ".py" and path.name != "__pycache__":
                yield f"{path.relative_to(exercise.root)} is stray"


def example_findings(course: Course, exercises: Sequence[Exercise]) -> list[tuple[str, str]]:
    """(slug, finding) where public examples fail on the solution, or pass on the stub."""
    found = []
    on_solution = _run_examples(course, exercises, solved=True)
    on_stub = _run_examples(course, exercises, solved=False)
    for exercise in exercises:
        tests = [name for name in on_solution if name.startswith(f"{exercise.slug}/")]
        if not tests:
            found.append((exercise.slug, "the public examples cannot be run"))
        found += [
            (exercise.slug, f"public example {name} fails on the solution")
            for name in tests
            if not on_solution[name]
        ]
        found += [
            (exercise.slug, f"public example {name} passes on the stub")
            for name in tests
            if on_stub.get(name)
        ]
    return found


def _run_examples(course: Course, exercises: Sequence[Exercise], *, solved: bool) -> dict[str, bool]:
    """Whether each public example passes, by `slug/test`, in a copy of the course without its hidden half."""
    with tempfile.TemporaryDirectory(prefix="examples-") as name:
        root = Path(name)
        settings = course.root / "pyproject.toml"
        if settings.is_file():
            shutil.copy(settings, root)
        for exercise in exercises:
            target = root / "exercises" / exercise.slug
            shutil.copytree(exercise.folder, target, ignore=shutil.ignore_patterns("__pycache__"))
            if solved and exercise.solution.is_file():
                shutil.copy(exercise.solution, target)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-v",  # else only the first failure of a task is listed
            "-rA",
            "--tb=no",
            "--no-header",
            "-p",
            "no:cacheprovider",
            "--continue-on-collection-errors",
            "exercises",
        ]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    line = re.compile(r"^(PASSED|FAILED|ERROR) exercises/([^/\n]+)/[^:\n]+::(.+?)(?: - .*)?$", re.MULTILINE)
    return {f"{slug}/{test}": verdict == "PASSED" for verdict, slug, test in line.findall(done.stdout)}
