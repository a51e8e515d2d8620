"""The author's commands: prove exercises, find what their specs do not see, keep translations complete."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.frame import FOUND_SOMETHING, Command, course_option, load
from grader.cli.judging import executor_of, jobs_option, progress_bar, require_walls


@click.command(cls=Command)
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
@jobs_option
@course_option
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

    course = load(course_folder, strict=True)
    exercises = course.pick(wanted)
    require_walls(unconfined=False)
    with executor_of(jobs) as executor, executor_of(1) as beside, progress_bar() as progress:
        report = validate_exercises(course, exercises, executor, progress, beside=beside, seed=seed)
    if table is not None:
        write_all(table.parent, {table.name: render_headlines(report.headlines)}.items())
    for line in report.lines:
        click.echo(line)
    if report.findings:
        raise SystemExit(FOUND_SOMETHING)


@click.command(cls=Command)
@click.argument("wanted", nargs=-1, metavar="[EXERCISE]...")
@jobs_option
@course_option
def mutate(wanted: tuple[str, ...], jobs: int, course_folder: Path | None) -> None:
    """Show which mistakes the specs do not see.

    Each solution is judged many times, with one small mistake each: an await forgotten, a cancellation swallowed, one
    too many. Told are the mistakes that pass every check; those that `survivors.toml` explains only count.
    """
    from grader.mutation import mutate as mutate_solutions  # noqa: PLC0415

    course = load(course_folder, strict=True)
    exercises = course.pick(wanted)
    require_walls(unconfined=False)
    with executor_of(jobs) as executor, progress_bar() as progress:
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


@click.command(cls=Command)
@click.argument("wanted", nargs=-1, metavar="[EXERCISE]...")
@click.option("--own", is_flag=True, help="Bring the grader's own words up to date, and no exercise.")
@course_option
def translate(wanted: tuple[str, ...], own: bool, course_folder: Path | None) -> None:
    """Bring the Chinese of an exercise up to date.

    That is tests/specs/EXERCISE/zh.po. New sentences of the exercise are added, with an empty translation for you to
    fill in; those that nothing says any more are taken out. Exit code 1 says that something is yet to be translated.
    """
    from grader.translation import refresh, refresh_own  # noqa: PLC0415

    if own:
        refreshed = [refresh_own()]
    else:
        refreshed = [refresh(exercise) for exercise in load(course_folder, strict=True).pick(wanted)]
    for one in refreshed:
        click.echo(
            f"{click.format_filename(one.file)}: {one.sentences} sentences, {one.missing} to translate, "
            f"{one.dropped} taken out"
        )
    if any(one.missing for one in refreshed):
        raise SystemExit(FOUND_SOMETHING)


COMMANDS = (validate, mutate, translate)
