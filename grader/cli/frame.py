"""What every command stands in: errors become one line and an exit code, texts the learner's language, and the course.

What a command does is the business of the other modules here.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from grader.errors import GraderError
from grader.exercises import Course, find_course, load_course
from grader.language import Language, Sentence, Words, choose, legible, say, words

FOUND_SOMETHING, BAD_USAGE, INFRASTRUCTURE, INTERRUPTED = 1, 2, 3, 130

STOPPED = "grader.stopped"
"""Where a command keeps, in its context's `meta`, what to say when it is stopped by Ctrl-C."""
_COMPLETION = {
    "~/.bashrc": 'eval "$(_GRADER_COMPLETE=bash_source grader)"',
    "~/.zshrc": 'eval "$(_GRADER_COMPLETE=zsh_source grader)"',
    "~/.config/fish/config.fish": "_GRADER_COMPLETE=fish_source grader | source",
}


class _Refusing(click.Command):
    """What is wrong with a command line, or the language that it should be answered in, is one line."""

    def make_context(self, *arguments: Any, **keywords: Any) -> click.Context:
        """Read the command line. A GRADER_LANG that is no language ends it."""
        try:
            return super().make_context(*arguments, **keywords)
        except GraderError as error:
            _refuse(error)


class Command(_Refusing):
    """A command that turns our exceptions into one line on stderr and exit code 2, and helps in one's own language."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            _refuse(error)
        except KeyboardInterrupt:
            said = ctx.meta.get(STOPPED, say("stopped"))
            click.echo(f"grader: {spoken(sys.stderr).of(said)}", err=True)
            raise SystemExit(INTERRUPTED) from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the command line."""
        click.Command.format_help(_translated(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, in the language of the command line."""
        return click.Command.get_short_help_str(_translated(self), limit)


class Group(_Refusing, click.Group):
    """The group of all commands; what goes wrong before a command begins is one line too."""

    command_class = Command

    def main(self, *arguments: Any, **keywords: Any) -> Any:
        """Run a command line; whatever is printed, no console's encoding ends it with an error."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*arguments, **keywords)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the command line."""
        click.Group.format_help(_translated(self), ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how a shell completes the names of commands and exercises: lines to be copied, so never broken."""
        formatter.write_paragraph()
        with formatter.indentation():
            said = say("To complete names with the Tab key, put the line of your shell where it starts:")
            formatter.write_text(spoken().of(said))
        formatter.write("".join(f"    {file:<27} {line}\n" for file, line in _COMPLETION.items()))


def _refuse(error: GraderError) -> NoReturn:
    """Say what is wrong, and end with exit code 2."""
    said = error.args[0] if error.args else ""
    text = spoken(sys.stderr).of(said) if isinstance(said, Sentence) else str(error)
    click.echo(f"grader: {text}", err=True)
    raise SystemExit(BAD_USAGE) from None


def _translated(command: click.Command) -> Any:
    """The command as it is, with the help of itself and of its options in the language of the command line."""
    said, there = spoken(), copy.copy(command)
    there.help, there.epilog = _paragraphs(said, command.help), _paragraphs(said, command.epilog)
    there.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in there.params:
        if isinstance(parameter, click.Option):
            parameter.help = _paragraphs(said, parameter.help)
    return there


def _paragraphs(said: Words, text: str | None) -> str | None:
    """A help text, each of its paragraphs one sentence of the catalogue."""
    if text is None or said.language is Language.ENGLISH:
        return text
    return "\n\n".join(said.of(" ".join(paragraph.split())) for paragraph in text.split("\n\n"))


def spoken(stream: TextIO | None = None, *catalogues: Path) -> Words:
    """The words of the language that the command line, GRADER_LANG or the locale chose, where `stream` can take it.

    Raises UsageError where one of them names no language.
    """
    context = click.get_current_context(silent=True)
    wanted = context.find_root().params.get("lang") if context is not None else None
    language = choose(wanted)
    return words(legible(language, (stream or sys.stdout).encoding), *catalogues)


course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder that holds exercises/, solutions/ and tests/.  [default: the one around you]",
)


def load(folder: Path | None, *, strict: bool = False) -> Course:
    """The course; what is wrong with an exercise is said, and ends a strict command."""
    course = load_course(folder.resolve() if folder else find_course())
    for problem in course.problems:
        if strict:
            raise problem
        click.echo(f"grader: {problem}", err=True)
    return course
