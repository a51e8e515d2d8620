"""Proves exercises: no spec, README or example is trusted on its author's word.

For each exercise: the stub fails every task, the solution and right/* pass every check, wrong/* fail on exactly the
tasks and with the message that they declare, none of them is flagged, the examples of both READMEs give what they show
and stand in the public tests, those pass on the solution and fail on the stub, each sentence has its translation, and
nothing stray lies about. What the programs are judged by is `grader.judge`; what is wrong with one of them is found by
`grader.programs`, with the public examples by `grader.examples`, with the documents by `grader.documents`, with the
translations by `grader.translation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass

from grader.documents import document_findings
from grader.errors import CourseError
from grader.examples import example_findings
from grader.exercises import Course, Exercise
from grader.headlines import Headline, headline
from grader.judge import JudgeSetup, judge_here
from grader.programs import LEAST, Program, program_findings, programs_of
from grader.resetting import is_untouched
from grader.results import Outcome, RunResult
from grader.translation import translation_findings

_TEXTS = {"README.md", "README.zh.md", "exercise.toml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A program, what became of it, and what is wrong with that."""

    program: Program
    run: RunResult
    findings: tuple[str, ...]


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
    beside: Executor | None = None,
    seed: int = 0,
) -> Report:
    """Prove `exercises`; the judging is spread over `executor`.

    Programs that run in real time wait for most of it: `beside`, if given, judges them meanwhile. A `seed` above 0 has
    what is ready at the same instant, and what lies in sets, come in another order: verdicts and messages must be the
    same.
    """
    examples = executor.submit(example_findings, course, exercises)
    judging = _submit(course, exercises, executor, beside or executor, seed)
    texts = {exercise.slug: list(_text_findings(exercise)) for exercise in exercises}  # while the judges work
    judged = {}
    for done, future in enumerate(as_completed(judging), 1):
        program, run = judging[future], future.result()
        judged[future] = Judged(program=program, run=run, findings=tuple(program_findings(program, run)))
        progress(done, len(judging))
    for slug, finding in examples.result():
        texts[slug].append(finding)
    return _report(exercises, [judged[future] for future in judging], texts)


def _submit(
    course: Course, exercises: Sequence[Exercise], executor: Executor, beside: Executor, seed: int
) -> dict[Future[RunResult], Program]:
    """Have every program judged; no judge collects the specs that are another's."""
    judging = {}
    for real_time, lane in ((True, beside), (False, executor)):
        alike = [exercise for exercise in exercises if exercise.info.processes is real_time]
        slugs = tuple(exercise.slug for exercise in alike)
        setup = JudgeSetup(root=str(course.root), exercises=slugs, confine=True, seed=seed)
        for exercise in alike:
            for program in programs_of(exercise):
                judging[lane.submit(judge_here, setup, program.job)] = program
    return judging


def _text_findings(exercise: Exercise) -> Iterator[str]:
    try:
        yield from document_findings(exercise)
        if exercise.chinese.is_file():  # that it is missing is said already
            yield from translation_findings(exercise)
    except CourseError as error:
        yield str(error)


def _report(exercises: Sequence[Exercise], judged: Sequence[Judged], texts: dict[str, list[str]]) -> Report:
    lines: list[str] = []
    findings: list[str] = []
    headlines: list[Headline] = []
    for exercise in exercises:
        own = [one for one in judged if one.program.exercise is exercise]
        found = [*tree_findings(exercise)]
        found += [f"{one.program.name}: {finding}" for one in own for finding in one.findings]
        found += texts[exercise.slug]
        lines += [_line(exercise, own, "NOT ok" if found else "ok"), *(f"  {finding}" for finding in found)]
        findings += found
        headlines += _headlines(own)
    return Report(findings=tuple(findings), lines=tuple(lines), headlines=tuple(headlines))


def _line(exercise: Exercise, judged: Sequence[Judged], verdict: str) -> str:
    kinds = [one.program.kind for one in judged]
    checks = len(judged[0].run.checks) if judged else 0
    return (
        f"{exercise.slug}: {verdict}, {checks} checks, {kinds.count('right')} right and "
        f"{kinds.count('wrong')} wrong programs"
    )


def _headlines(judged: Sequence[Judged]) -> Iterator[Headline]:
    for one in judged:
        declared = one.program.declared
        failed = [check for check in one.run.checks if check.outcome is not Outcome.PASSED]
        first = next((check for check in failed if declared and check.task == declared.tasks[0]), None)
        if declared is not None and first is not None:
            yield headline(one.program.exercise, one.program.path.name, first, declared.message)


def tree_findings(exercise: Exercise) -> Iterator[str]:
    """Files that are missing, stray or too few."""
    module = exercise.module
    expected = {
        exercise.folder: _TEXTS | {f"{module}.py", f"test_{module}.py", exercise.original.name},
        exercise.solution.parent: {f"{module}.py"},
        exercise.hidden: {"scenarios.py", f"spec_{module}.py", "zh.po", *LEAST},
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
    for kind, least in LEAST.items():
        found = len(list((exercise.hidden / kind).glob("*.py")))
        if found < least:
            yield f"has {found} {kind} programs; at least {least} are wanted"
        for path in sorted((exercise.hidden / kind).glob("*")):
            if path.suffix != ".py" and path.name != "__pycache__":
                yield f"{path.relative_to(exercise.root)} is stray"
