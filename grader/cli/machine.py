"""The instructor's look at the machine that grades. Grading itself is `teaching`."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.frame import INFRASTRUCTURE, Command, course_option, load
from grader.errors import UsageError
from grader.exercises import Exercise


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@course_option
def doctor(as_json: bool, course_folder: Path | None) -> None:
    """Say what this machine can enforce around submissions.

    And what to do where something is missing. Exit code 0 says that grading other people's code is safe here, 3 that
    it is not.
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


COMMANDS = (doctor,)
