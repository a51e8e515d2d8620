"""The instructor's commands: grade a class, and make reports of what was judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.frame import INFRASTRUCTURE, STOPPED, Command, course_option, load, spoken
from grader.cli.judging import executor_of, jobs_option, progress_bar, require_walls, unconfined_option
from grader.errors import UsageError
from grader.language import say

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.reports.formats import Format
    from grader.reports.moodle import Filled
    from grader.results_file import Results
    from grader.settlement import RuleTexts

_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--policy", type=_FILE, help="course.toml: when exercises are due, and what lateness costs."
    ),
    click.option("--roster", type=_FILE, help="roster.csv: who is in the class."),
    click.option("--overrides", type=_FILE, help="overrides.toml: points that a person has set."),
)


def _rules(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name the files of a course's rules."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write."
)
@click.option("--exercise", "wanted", multiple=True, help="Only this exercise; may be given several times.")
@_rules
@click.option("--times", type=_FILE, help="submissions.csv: when submissions were made that do not say so.")
@jobs_option
@unconfined_option
@course_option
def grade(
    paths: tuple[Path, ...],
    out: Path,
    wanted: tuple[str, ...],
    policy: Path | None,
    roster: Path | None,
    overrides: Path | None,
    times: Path | None,
    jobs: int,
    unconfined: bool,
    course_folder: Path | None,
) -> None:
    """Grade a class.

    PATH is a folder with one submission per learner (a folder or a zip each).

    Writes results.json below --out, and of it the usual reports: index.html, gradebook.csv, flags.md and
    feedback/LEARNER.html and .md. `grader report` makes others. Exit code 3 says that the machine failed on some
    submissions; those have no score.
    """
    from grader.manifests import load_manifest  # noqa: PLC0415
    from grader.pipeline import grade as grade_class  # noqa: PLC0415  (a quick start for the other commands)
    from grader.pipeline import write_results  # noqa: PLC0415
    from grader.publishing import write_reports  # noqa: PLC0415
    from grader.reports.formats import USUAL  # noqa: PLC0415
    from grader.reports.output import check_outside, check_writable  # noqa: PLC0415
    from grader.results_file import NAME  # noqa: PLC0415

    meta = click.get_current_context().meta
    meta[STOPPED] = say("stopped; nothing was written")
    course = load(course_folder)
    exercises = course.pick(wanted)
    check_outside(out, paths)
    check_writable(out)
    require_walls(unconfined)
    texts = _texts(policy, roster, overrides)
    manifest = load_manifest(times, [exercise.slug for exercise in course.exercises]) if times else None
    with executor_of(jobs) as executor, progress_bar() as progress:
        results, collection = grade_class(
            paths,
            course,
            exercises,
            executor,
            texts=texts,
            manifest=manifest,
            confine=not unconfined,
            progress=progress,
        )
    results = write_results(results, out)
    there = str(out / NAME)
    meta[STOPPED] = say(
        "stopped; {file} is written, and `grader report {folder}` makes the reports",
        file=there,
        folder=str(out),
    )
    write_reports(results, out, USUAL, spoken().language, jobs=jobs)
    _tell_of_others(results, out, USUAL)
    for line in collection.notices:
        click.echo(line)
    _tell(results, out)


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--format",
    "formats",
    multiple=True,
    help="What to write; may be given several times.  [default: the usual]",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where to write.  [default: DIR]"
)
@click.option("--worksheet", type=_FILE, help="A grading worksheet of Moodle's: is filled in, as moodle.csv.")
@click.option("--exercise", help="What the worksheet is about.  [default: all exercises together]")
@_rules
@jobs_option
def report(
    folder: Path,
    formats: tuple[str, ...],
    out: Path | None,
    worksheet: Path | None,
    exercise: str | None,
    policy: Path | None,
    roster: Path | None,
    overrides: Path | None,
    jobs: int,
) -> None:
    """Make reports of the results.json in DIR. Nothing is graded again.

    The formats: html, csv, flags and feedback are the usual ones; canvas, junit, ctrf, gradescope, classroom50, github.

    The rules of the grading stay in force; a file given here takes the place of the one that was given then, and is
    kept in results.json.
    """
    from grader.pipeline import change_rules, write_results  # noqa: PLC0415
    from grader.publishing import write_reports  # noqa: PLC0415
    from grader.reports.formats import pick  # noqa: PLC0415
    from grader.reports.output import check_writable, write_all  # noqa: PLC0415
    from grader.results_file import NAME  # noqa: PLC0415
    from grader.results_file import load as load_results  # noqa: PLC0415

    wanted, there = pick(formats), out or folder
    if exercise is not None and worksheet is None:
        raise UsageError("--exercise says what a --worksheet is about: give one, or leave it out")
    results = load_results(folder)
    check_writable(there)
    changes = bool(policy or roster or overrides)
    if changes:
        results = change_rules(results, _texts(policy, roster, overrides))
    # Whatever may be wrong with what was given is found before the first file is written.
    notices = [
        f"not in {one.files}: {notice}"
        for one in wanted
        for notice in (one.notices(results.book) if one.notices is not None else ())
    ]
    filled = _filled(results, worksheet, exercise) if worksheet is not None else None
    if changes:
        results = write_results(results, folder)
        click.echo(f"These rules are in force from now on: they are kept in {folder / NAME}")
    if filled is not None:
        write_all(there, [("moodle.csv", filled.text)])
        notices = [*(f"not in moodle.csv: {notice}" for notice in filled.notices), *notices]
    if formats or worksheet is None:
        write_reports(results, there, wanted, spoken().language, jobs=jobs)
        _tell_of_others(results, there, wanted)
    for notice in notices:
        click.echo(notice)
    _tell(results, there)


def _filled(results: Results, worksheet: Path, exercise: str | None) -> Filled:
    """The worksheet with its grades."""
    from grader.reports import moodle  # noqa: PLC0415
    from grader.written import read_written  # noqa: PLC0415

    known = [one.id for one in results.judged.exercises]
    if exercise is not None and exercise not in known:
        raise UsageError(f"--exercise: there is no exercise {exercise!r}; there are {', '.join(known)}")
    return moodle.fill(results.book, read_written(worksheet, keep_mark=True), exercise, spoken().language)


def _tell_of_others(results: Results, out: Path, formats: tuple[Format, ...]) -> None:
    """Name the pages of an earlier grading that nobody should take for those of this one."""
    from grader.publishing import others  # noqa: PLC0415

    found = others(results.book, out, formats)
    if found:
        some = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        click.echo(
            f"grader: {out} still holds files of learners who are not in these results: {some}; "
            "remove them, or write to a new folder",
            err=True,
        )


def _texts(policy: Path | None, roster: Path | None, overrides: Path | None) -> RuleTexts:
    """The files of the rules, as they are written."""
    from grader.settlement import RuleTexts  # noqa: PLC0415
    from grader.tables import SAVE_AS  # noqa: PLC0415
    from grader.written import read_written  # noqa: PLC0415

    return RuleTexts(
        policy=read_written(policy) if policy else None,
        roster=read_written(roster, save_as=SAVE_AS) if roster else None,
        overrides=read_written(overrides) if overrides else None,
    )


def _tell(results: Results, out: Path) -> None:
    """Print how it came out; end with exit code 3 where the machine failed."""
    from grader.reports import terminal  # noqa: PLC0415
    from grader.settlement import without_effect  # noqa: PLC0415

    book = results.book
    for line in without_effect(book, results.rules):
        click.echo(f"grader: {line}", err=True)
    for line in [*terminal.render(book), f"Written to {out}"]:
        click.echo(line)
    _end_with_faults(book)


def _end_with_faults(book: Gradebook) -> None:
    from grader.results import Status  # noqa: PLC0415

    faults = {e.run.message for e in book.entries if e.run.status is Status.INFRASTRUCTURE_ERROR}
    for reason in sorted(filter(None, faults)):
        click.echo(f"grader: {reason}", err=True)
    if faults:
        raise SystemExit(INFRASTRUCTURE)


COMMANDS = (grade, report)
