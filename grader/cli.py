"""The command line: arguments, printing, exit codes. The only module that prints.

Exit codes: 0 all went well (for `grade`: everything was graded, whatever the scores), 1 `validate` found something,
2 bad usage, 3 the machine failed on some submissions, or (`doctor`) is not safe to grade on, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from grader import __version__
from grader.errors import GraderError, UsageError
from grader.exercises import Course, Exercise, find_course, load_course

FOUND_SOMETHING, BAD_USAGE, INFRASTRUCTURE, INTERRUPTED = 1, 2, 3, 130


class _Command(click.Command):
    """A command that turns our exceptions into one line on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            click.echo(f"grader: {error}", err=True)
            raise SystemExit(BAD_USAGE) from None
        except KeyboardInterrupt:
            click.echo("grader: stopped; nothing was written", err=True)
            raise SystemExit(INTERRUPTED) from None


class _Group(click.Group):
    command_class = _Command


def _jobs() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder that holds exercises/, solutions/ and tests/.  [default: the one around you]",
)
_jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=_jobs,
    help="How many to judge at a time.  [default: one per core]",
)
_unconfined_option = click.option(
    "--unconfined",
    is_flag=True,
    help="Run submissions without the sandbox's walls: only for code that you trust.",
)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Grade exercises on Python's generators, coroutines and asyncio."""


@main.command("list")
@_course_option
def list_(course_folder: Path | None) -> None:
    """List the exercises."""
    course = _load(course_folder)
    width = max((len(exercise.slug) for exercise in course.exercises), default=0)
    for exercise in course.exercises:
        info = exercise.info
        click.echo(
            f"{exercise.slug:<{width}}  {info.points:>3} points, {len(info.tasks)} tasks  {info.title}"
        )


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write."
)
@click.option("--exercise", "wanted", multiple=True, help="Only this exercise; may be given several times.")
@_jobs_option
@_unconfined_option
@_course_option
def grade(
    paths: tuple[Path, ...],
    out: Path,
    wanted: tuple[str, ...],
    jobs: int,
    unconfined: bool,
    course_folder: Path | None,
) -> None:
    """Grade a class: PATH is a folder with one submission per learner (a folder or a zip each).

    Writes results.json, gradebook.csv, flags.md and feedback/LEARNER.md below --out. Exit code 3 says that the machine
    failed on some submissions; those have no score.
    """
    from grader.pipeline import grade as grade_class  # noqa: PLC0415  (a quick start for the other commands)
    from grader.pipeline import write_reports  # noqa: PLC0415
    from grader.reports import terminal  # noqa: PLC0415
    from grader.reports.output import check_writable  # noqa: PLC0415
    from grader.results import Status  # noqa: PLC0415

    course = _load(course_folder)
    exercises = course.pick(wanted)
    _check_out(out, paths)
    check_writable(out)
    _require_walls(unconfined)
    with _executor(jobs) as executor, _progress() as progress:
        book, collection = grade_class(
            paths, course, exercises, executor, confine=not unconfined, progress=progress
        )
    write_reports(book, out, version=__version__)
    for line in [*collection.notices, *terminal.render(book), f"Written to {out}"]:
        click.echo(line)
    if book.count(Status.INFRASTRUCTURE_ERROR):
        for reason in sorted({entry.run.message for entry in book.entries if entry.run.message}):
            click.echo(f"grader: {reason}", err=True)
        raise SystemExit(INFRASTRUCTURE)


@main.command()
@click.argument("wanted", nargs=-1, metavar="[EXERCISE]...")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    help="Judge with what is ready at the same instant, and what lies in sets, in another order; 0 is the usual one.",
)
@click.option(
    "--headlines",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what each wrong program is told first, in both languages, to this file.",
)
@_jobs_option
@_course_option
def validate(
    wanted: tuple[str, ...], seed: int, table: Path | None, jobs: int, course_folder: Path | None
) -> None:
    """Prove that exercises are sound.

    The stub fails every task; the solution and right/* pass every check; wrong/* fail on the task and with the
    message that they declare; READMEs and public examples agree; each sentence has its translation; nothing stray
    lies about.
    """
    from grader.authoring import validate as validate_exercises  # noqa: PLC0415
    from grader.headlines import table as render_headlines  # noqa: PLC0415
    from grader.reports.output import write_all  # noqa: PLC0415

    course = _load(course_folder, strict=True)
    exercises = course.pick(wanted)
    _require_walls(unconfined=False)
    with _executor(jobs) as executor, _progress() as progress:
        report = validate_exercises(course, exercises, executor, progress, seed=seed)
    if table is not None:
        write_all(table.parent, {table.name: render_headlines(report.headlines)})
    for line in report.lines:
        click.echo(line)
    if report.findings:
        raise SystemExit(FOUND_SOMETHING)


@main.command()
@click.argument("wanted", nargs=-1, metavar="[EXERCISE]...")
@click.option("--own", is_flag=True, help="Bring the grader's own words up to date, and no exercise.")
@_course_option
def translate(wanted: tuple[str, ...], own: bool, course_folder: Path | None) -> None:
    """Bring tests/specs/EXERCISE/zh.po up to date with what the exercise says.

    New sentences are added, with an empty translation for you to fill in; those that nothing says any more are taken
    out. Exit code 1 says that something is yet to be translated.
    """
    from grader.translation import refresh, refresh_own  # noqa: PLC0415

    if own:
        refreshed = [refresh_own()]
    else:
        refreshed = [refresh(exercise) for exercise in _load(course_folder, strict=True).pick(wanted)]
    for one in refreshed:
        click.echo(
            f"{click.format_filename(one.file)}: {one.sentences} sentences, {one.missing} to translate, "
            f"{one.dropped} taken out"
        )
    if any(one.missing for one in refreshed):
        raise SystemExit(FOUND_SOMETHING)


@main.command()
@click.argument("wanted", nargs=-1, metavar="[EXERCISE]...")
@_jobs_option
@_course_option
def mutate(wanted: tuple[str, ...], jobs: int, course_folder: Path | None) -> None:
    """Show which mistakes the specs do not see.

    Each solution is judged many times, with one small mistake each: an await forgotten, a cancellation swallowed, one
    too many. Told are the mistakes that pass every check; those that `survivors.toml` explains only count.
    """
    from grader.mutation import mutate as mutate_solutions  # noqa: PLC0415

    course = _load(course_folder, strict=True)
    exercises = course.pick(wanted)
    _require_walls(unconfined=False)
    with _executor(jobs) as executor, _progress() as progress:
        found = mutate_solutions(course, exercises, executor, progress)
    for one in found:
        click.echo(
            f"{one.exercise}: {one.mutants} mutants, {one.killed:.1%} refused, {one.explained} explained, "
            f"{len(one.passed)} pass"
        )
        for change in one.passed:
            click.echo(f"  passes: {change}")
        for change in one.stale:
            click.echo(f"  explained, but no longer there: {change}")
    if any(one.passed or one.stale for one in found):
        raise SystemExit(FOUND_SOMETHING)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@_course_option
def doctor(as_json: bool, course_folder: Path | None) -> None:
    """Say what this machine can enforce around submissions, and what to do where something is missing.

    Exit code 0 says that grading other people's code is safe here, 3 that it is not.
    """
    import msgspec  # noqa: PLC0415

    from grader.doctor import examine, lines  # noqa: PLC0415

    examination = examine(_exercises_around(course_folder))
    if as_json:
        document = {"safe": examination.safe, "findings": examination.findings}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    else:
        for line in lines(examination):
            click.echo(line)
    if not examination.safe:
        raise SystemExit(INFRASTRUCTURE)


def _exercises_around(folder: Path | None) -> tuple[Exercise, ...]:
    """The exercises of the course, where there is one: a machine can be looked at without."""
    try:
        return tuple(_load(folder).exercises)
    except UsageError:
        if folder is not None:
            raise
        return ()


def _load(folder: Path | None, *, strict: bool = False) -> Course:
    """The course; what is wrong with an exercise is said, and ends a strict command."""
    course = load_course(folder.resolve() if folder else find_course())
    for problem in course.problems:
        if strict:
            raise problem
        click.echo(f"grader: {problem}", err=True)
    return course


def _check_out(out: Path, paths: tuple[Path, ...]) -> None:
    """Raise UsageError where the report would be taken for a learner the next time."""
    for path in paths:
        if out.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"--out {out} lies in {path}: write the report outside of the class")


def _require_walls(unconfined: bool) -> None:
    """Raise UsageError on a machine that cannot run other people's code safely, unless that is wanted."""
    from grader.doctor import refusal, walls  # noqa: PLC0415

    reason = refusal(walls(), unconfined=unconfined)
    if reason is not None:
        raise UsageError(reason)


@contextmanager
def _executor(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """A thread per judge. On Ctrl-C what is left is dropped: nobody wants to wait for a whole class."""
    from grader.judge import stop_judges  # noqa: PLC0415

    executor = ThreadPoolExecutor(jobs)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        stop_judges()
        raise
    executor.shutdown()


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, a plain line now and then otherwise; on stderr."""
    if not sys.stderr.isatty():
        yield _plain_progress
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("judging"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("judging", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_progress(done: int, total: int) -> None:
    if total and (done == total or done % max(1, total // 10) == 0):
        click.echo(f"judged {done} of {total}", err=True)
