"""The instructor's commands: grade a class, and look at the machine that does it."""

from __future__ import annotations

from pathlib import Path

import click

from grader import __version__
from grader.cli.frame import INFRASTRUCTURE, Command, course_option, load
from grader.cli.judging import executor_of, jobs_option, progress_bar, require_walls, unconfined_option
from grader.errors import UsageError
from grader.exercises import Exercise


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write."
)
@click.option("--exercise", "wanted", multiple=True, help="Only this exercise; may be given several times.")
@jobs_option
@unconfined_option
@course_option
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

    course = load(course_folder)
    exercises = course.pick(wanted)
    _check_out(out, paths)
    check_writable(out)
    require_walls(unconfined)
    with executor_of(jobs) as executor, progress_bar() as progress:
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


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@course_option
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
        return tuple(load(folder).exercises)
    except UsageError:
        if folder is not None:
            raise
        return ()


def _check_out(out: Path, paths: tuple[Path, ...]) -> None:
    """Raise UsageError where the report would be taken for a learner the next time."""
    for path in paths:
        if out.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"--out {out} lies in {path}: write the report outside of the class")


COMMANDS = (grade, doctor)
