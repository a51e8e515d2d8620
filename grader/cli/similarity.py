"""`grader alike`: shows which submissions of a class are alike beyond what everybody writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.frame import Command, course_option, load
from grader.folders import shown
from grader.language import Language, choose, words

if TYPE_CHECKING:
    from grader.submissions import Rejection

_MOST_TOLD = 10
"""Lines about what could not be taken."""


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SUBMISSIONS...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The HTML file to write."
)
@click.option("--exercise", "wanted", multiple=True, help="Only this exercise; may be given several times.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.6,
    show_default=True,
    help="The share of the rare part of a program, 0 to 1, from which on a pair is shown.",
)
@click.option(
    "--most", type=click.IntRange(1), default=100, show_default=True, help="Show so many pairs at most."
)
@click.option(
    "--results",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with the results.json of the class: makes sure that what is compared is what was judged.",
)
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    help="The language of the page.  [default: that of the command line]",
)
@course_option
def alike(
    paths: tuple[Path, ...],
    out: Path,
    wanted: tuple[str, ...],
    at_least: float,
    most: int,
    results: Path | None,
    lang: str | None,
    course_folder: Path | None,
) -> None:
    """Show which submissions of a class are alike.

    SUBMISSIONS is the folder that was graded, with a folder or a zip per learner. Nothing is run. To be alike is no
    proof of anything; the page shows the lines, for a person to judge.
    """
    from grader.collecting import collect  # noqa: PLC0415
    from grader.reports import similarity_page  # noqa: PLC0415
    from grader.reports.output import check_outside, check_writable, write_all  # noqa: PLC0415
    from grader.similarity.comparing import digests_of, find_pairs  # noqa: PLC0415  (a quick start for the other commands)

    course = load(course_folder)
    exercises = course.pick(wanted)
    check_outside(out, paths)
    check_writable(out.parent)
    judged = None if results is None else digests_of(results)
    slugs = tuple(exercise.slug for exercise in exercises)
    collection = collect(paths, {one.slug: one.module for one in course.exercises}, slugs)
    found = find_pairs(collection.submissions, exercises, at_least=at_least, judged=judged)
    language = choose(lang or click.get_current_context().find_root().params.get("lang"))
    write_all(out.parent, [(out.name, similarity_page.render(found, words(language), most=most))])
    for line in (*collection.notices, *_not_compared(collection.rejections)):
        click.echo(line)
    pairs = sum(len(one.found.pairs) for one in found)
    click.echo(
        f"{pairs} pair{'s' * (pairs != 1)} among {len(collection.submissions)} submissions; written to {out}"
    )


def _not_compared(rejections: Sequence[Rejection]) -> Iterator[str]:
    """Name what could not be taken, and so is in no pair."""
    for one in rejections[:_MOST_TOLD]:
        yield f"not compared: {shown(one.learner)}{f', {one.exercise}' if one.exercise else ''}: {one.reason}"
    if rejections[_MOST_TOLD:]:
        yield f"not compared: {len(rejections) - _MOST_TOLD} more; `grader grade` names them all"


COMMANDS = (alike,)
