"""`grader ci`: grades the checkout that it stands in, after a push, for the learner and the machines around them."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import __version__
from grader.cli.frame import FOUND_SOMETHING, INFRASTRUCTURE, Command, course_option, load, spoken
from grader.cli.judging import executor_of, jobs_option, progress_bar, require_walls, unconfined_option
from grader.errors import UsageError
from grader.language import say

if TYPE_CHECKING:
    from grader.gradebook import Gradebook

_DEFAULT_OUT = Path(".grader/ci")
_WIDTH = 100


@click.command(cls=Command)
@click.option("--exercise", "wanted", multiple=True, help="Only this exercise; may be given several times.")
@click.option("--all", "everything", is_flag=True, help="Count exercises that are not begun as not done.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write the files.  [default: .grader/ci in the course]",
)
@jobs_option
@unconfined_option
@course_option
def ci(
    wanted: tuple[str, ...],
    everything: bool,
    out: Path | None,
    jobs: int,
    unconfined: bool,
    course_folder: Path | None,
) -> None:
    """Grade your own checkout, as after a push.

    Your files in exercises/ are judged by the whole specs.

    Writes junit.xml, ctrf.json, results.json, gradescope/results.json and result.json (Classroom 50) below --out. On
    GitHub it also annotates your lines and adds to the summary of the step. An exercise whose file is still the stub
    is not begun, and does not count.

    Exit code 0 says that all is done, 1 that something is open, 3 that the machine failed.
    """
    from grader.checkout import begun, grade_checkout, learner_of, only  # noqa: PLC0415  (a quick start for the others)
    from grader.reports.output import check_writable  # noqa: PLC0415

    course = load(course_folder)
    exercises = course.pick(wanted)
    chosen = exercises if everything else begun(exercises)
    target = out or course.root / _DEFAULT_OUT
    check_writable(target)
    if chosen:
        require_walls(unconfined)
    start = datetime.now(UTC)
    with executor_of(jobs) as executor, progress_bar() as progress:
        book = grade_checkout(
            course,
            exercises,
            chosen,
            learner_of(os.environ, course.root),
            executor,
            confine=not unconfined,
            progress=progress,
        )
    counted = only(book, {exercise.slug for exercise in chosen})
    _write(book, counted, target, start, ignored=out is None)
    _tell(book, counted, course.root)
    click.echo(spoken().of(say("Written to {folder}", folder=str(target))))
    _end(counted)


def _write(book: Gradebook, counted: Gradebook, target: Path, start: datetime, *, ignored: bool) -> None:
    """Write the files; those that know only success and failure have no more than the exercises that count."""
    from platform import python_version  # noqa: PLC0415

    from grader.reports import classroom50, ctrf, gradescope, junit  # noqa: PLC0415
    from grader.reports.output import Text, write_all  # noqa: PLC0415
    from grader.results_file import NAME, Results, dump  # noqa: PLC0415
    from grader.settlement import NO_RULES  # noqa: PLC0415

    row = next(book.rows())
    results = Results(judged=book, rules=NO_RULES, grader=__version__, python=python_version())
    files: dict[str, Text] = {
        "junit.xml": junit.render(counted),
        "ctrf.json": ctrf.render(counted, version=__version__, start=start, stop=datetime.now(UTC)),
        NAME: dump(results),
        "gradescope/results.json": gradescope.render(book, row, language=spoken().language),
    }
    result = classroom50.render(book, row, classroom50.origin_of(os.environ, start))
    if result is not None:
        files["result.json"] = result
    if ignored:
        files[".gitignore"] = "*\n"
    write_all(target, files.items())
    if result is None:  # that of an earlier run would be taken for this one's
        (target / "result.json").unlink(missing_ok=True)


def _tell(book: Gradebook, counted: Gradebook, root: Path) -> None:
    """Print where the learner stands; on GitHub, annotate their lines, and add to the summary."""
    from grader.reports import github  # noqa: PLC0415
    from grader.reports.standing import lines  # noqa: PLC0415
    from grader.screen import Screen, screen_for  # noqa: PLC0415

    said = spoken()
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    screen = Screen(width=_WIDTH) if on_github else screen_for(_WIDTH, sys.stdout.encoding)
    told = lines(book, next(book.rows()), screen, said.language)
    # The token is made now, when nothing of a submission runs any more that could have learned it.
    for line in github.quoted(told, secrets.token_hex(16)) if on_github else told:
        click.echo(line)
    if on_github:
        folder = _from_repository(root, os.environ)
        for line in github.annotations(counted, language=said.language, folder=folder):
            click.echo(line)
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(Path(file), github.summary(book, language=said.language))


def _from_repository(root: Path, environment: Mapping[str, str]) -> str:
    """The folder of the exercises, from the root of the repository."""
    repository = Path(environment.get("GITHUB_WORKSPACE") or root).resolve()
    folder = root.resolve() / "exercises"
    return folder.relative_to(repository if folder.is_relative_to(repository) else root.resolve()).as_posix()


def _append(file: Path, text: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def _end(counted: Gradebook) -> None:
    from grader.results import Status  # noqa: PLC0415

    if counted.count(Status.INFRASTRUCTURE_ERROR):
        for reason in sorted({entry.run.message for entry in counted.entries if entry.run.message}):
            click.echo(f"grader: {reason}", err=True)
        raise SystemExit(INFRASTRUCTURE)
    if not all(entry.is_full for entry in counted.entries):
        raise SystemExit(FOUND_SOMETHING)


COMMANDS = (ci,)
