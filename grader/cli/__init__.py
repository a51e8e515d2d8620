"""The command line: arguments, printing, exit codes. The only package that prints.

`learning` holds a learner's commands, `teaching` and `similarity` an instructor's, `authoring` those of an author of
exercises, `ci` the one that is run after a push, `machine` a look at the machine that grades; `frame` is what every
command stands in, `judging` what those that judge have in common; `watching` is `grader watch`.

Exit codes: 0 all went well (for `grade`: everything was graded, whatever the scores), 1 `validate` found something or
(`ci`) an exercise is open, 2 bad usage, 3 the machine failed on some submissions, or (`doctor`) is not safe to grade
on, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os

import click

from grader import __version__
from grader.cli import authoring, ci, learning, machine, similarity, teaching
from grader.cli.frame import Group
from grader.language import Language

__all__ = ["main"]


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    is_eager=True,
    help="The language to speak.  [default: GRADER_LANG, else that of the system]",
)
@click.version_option(__version__, prog_name="grader")
def main(lang: str | None) -> None:
    """Learn generators, coroutines and asyncio by exercises, and grade them."""
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False


for _module in (learning, teaching, similarity, ci, machine, authoring):
    for _command in _module.COMMANDS:
        main.add_command(_command)
