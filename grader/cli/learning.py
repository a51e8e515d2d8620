"""A learner's commands: where they stand, what comes next, a hint, a fresh start, the solution, a picture, a watch."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from grader.cli.frame import Command, course_option, load, spoken
from grader.errors import UsageError
from grader.exercises import Course, Exercise, find_course
from grader.language import say

if TYPE_CHECKING:
    from grader.guidance import Guide
    from grader.screen import Screen


def _slugs(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exercises whose name, or the part of it after the number, begins with what was typed."""
    try:
        root = context.params.get("course_folder") or find_course()
    except UsageError:
        return []
    slugs = sorted(file.parent.name for file in root.glob("exercises/*/exercise.toml"))
    return [
        CompletionItem(slug)
        for slug in slugs
        if slug.startswith(incomplete) or slug.partition("_")[2].startswith(incomplete)
    ]


_exercise = click.argument("name", metavar="EXERCISE", shell_complete=_slugs)
_any_exercise = click.argument("name", metavar="[EXERCISE]", required=False, shell_complete=_slugs)
_task = click.option("--task", type=click.IntRange(1), metavar="N", help="The number of a task.")


@click.command("list", cls=Command)
@course_option
def list_(course_folder: Path | None) -> None:
    """List the exercises, and how far you are with each."""
    _print(_guide(_course(course_folder)).overview())


@click.command(cls=Command)
@course_option
def progress(course_folder: Path | None) -> None:
    """Show which tasks are done."""
    _print(_guide(_course(course_folder)).progress_lines())


@click.command("next", cls=Command)
@course_option
def next_(course_folder: Path | None) -> None:
    """Show the next exercise to do.

    It is the first one whose prerequisites are done.
    """
    guide = _guide(_course(course_folder))
    found = guide.progress.next()
    _print(guide.next_lines(found) if found is not None else [guide.nothing_next()])


@click.command(cls=Command)
@_any_exercise
@_task
@click.option("--all", "everything", is_flag=True, help="Show all hints of the task.")
@course_option
def hint(name: str | None, task: int | None, everything: bool, course_folder: Path | None) -> None:
    """Show a hint for a task; each call shows one more.

    Without a task, it is for the first that is not done; without an exercise, for the one that you ran last.
    """
    course = _course(course_folder)
    guide = _guide(course)
    exercise = _chosen(course, name) if name else guide.progress.last or guide.progress.next()
    if exercise is None:
        raise UsageError(say("which exercise? Say for example: {command}", command="grader hint 01"))
    number = _task_number(exercise, task) or guide.progress.of(exercise).open_task
    if number is None:
        done = say("All tasks of {slug} are done. A hint for one of them: --task N", slug=exercise.slug)
        _print([guide.said.of(done)])
        return
    _print(_hint_lines(guide, exercise, number, everything=everything))


def _hint_lines(guide: Guide, exercise: Exercise, task: int, *, everything: bool = False) -> list[str]:
    """The next hint of a task, which then counts as shown; or all of them."""
    from grader.hints import hints_of  # noqa: PLC0415  (a quick start for the other commands)
    from grader.progress import hints_shown, note_hints  # noqa: PLC0415

    hints = hints_of(exercise, task, guide.said)
    lines = [click.style(guide.hint_heading(exercise, task), bold=True)]
    if not hints:
        return [*lines, guide.said.of(say("There is no hint for this task."))]
    number = len(hints) if everything else min(hints_shown(exercise).get(task, 0) + 1, len(hints))
    for one in hints if everything else hints[number - 1 : number]:
        lines += ["", click.style(one.title, bold=True)] if one.title else [""]
        lines += one.lines(min(guide.screen.width, 100))
    note_hints(exercise, task, number)
    return [*lines, "", guide.after_hint(exercise, task, number, len(hints))]


@click.command(cls=Command)
@_exercise
@click.option("--yes", is_flag=True, help="Do not ask.")
@course_option
def reset(name: str, yes: bool, course_folder: Path | None) -> None:
    """Start an exercise afresh: put its stub back.

    What you wrote is kept, in .grader/backups.
    """
    from grader.guidance import shown  # noqa: PLC0415  (a quick start for the other commands)
    from grader.resetting import is_untouched  # noqa: PLC0415
    from grader.resetting import reset as put_back  # noqa: PLC0415

    exercise, said = _chosen(_course(course_folder), name), spoken()
    if is_untouched(exercise):
        click.echo(
            said.of(say("{file} is the stub: there is nothing to put back.", file=shown(exercise.stub)))
        )
        return
    question = said.of(say("Put the stub back into {file}?", file=shown(exercise.stub)))
    if exercise.stub.exists() and not yes and not _confirmed(question):
        click.echo(said.of(say("Nothing was changed.")))
        return
    backup = put_back(exercise, datetime.now())
    click.echo(said.of(say("{file} is the stub again.", file=shown(exercise.stub))))
    if backup is not None:
        click.echo(said.of(say("What you had is kept in {file}.", file=shown(backup))))


def _confirmed(question: str) -> bool:
    """Whether a person agrees; where nobody answers, nobody does."""
    try:
        return click.confirm(question)
    except click.Abort:
        click.echo()
        return False


@click.command(cls=Command)
@_exercise
@click.option("--anyway", is_flag=True, help="Show it although tasks are open.")
@course_option
def solution(name: str, anyway: bool, course_folder: Path | None) -> None:
    """Show how the exercise can be solved, once you have solved it."""
    course = _course(course_folder)
    exercise, guide = _chosen(course, name), _guide(course)
    if not exercise.solution.is_file():
        raise UsageError(say("there is no solution of {slug} in this repository", slug=exercise.slug))
    standing = guide.progress.of(exercise)
    if not standing.complete and not anyway:
        raise UsageError(
            say(
                "{left} of {tasks} tasks of {slug} are still to do: do them first, or add --anyway",
                left=standing.tasks - len(standing.done),
                tasks=standing.tasks,
                slug=exercise.slug,
            )
        )
    _show_python(exercise.solution.read_text("utf-8-sig"))


def _show_python(source: str) -> None:
    """Print source, in colours on a terminal."""
    if not sys.stdout.isatty():
        click.echo(source.rstrip())
        return
    from rich.console import Console  # noqa: PLC0415  (a quick start for the other commands)
    from rich.syntax import Syntax  # noqa: PLC0415

    Console().print(Syntax(source.rstrip(), "python", theme="ansi_dark", background_color="default"))


@click.command(cls=Command)
@_exercise
@_task
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Write a picture to this file.")
@course_option
def timeline(name: str, task: int | None, svg: Path | None, course_folder: Path | None) -> None:
    """Draw what ran when in your last run.

    Drawn is the first check that failed, else the one in which most went on at the same time.
    """
    from grader.drawings import Drawing, telling  # noqa: PLC0415  (a quick start for the other commands)

    course = _course(course_folder)
    exercise, guide = _chosen(course, name), _guide(course)
    number, run = _task_number(exercise, task), guide.progress.runs.get(exercise.slug)
    if run is None:
        command = f"pytest exercises/{exercise.slug}"
        raise UsageError(say("{slug} was not run yet: {command}", slug=exercise.slug, command=command))
    recorded = telling(run, number)
    if recorded is None:
        _print([guide.said.of(say("Nothing waited in your last run of {slug}.", slug=exercise.slug))])
        return
    drawing = Drawing(exercise, recorded, guide.said)
    _print([guide.hint_heading(exercise, recorded.check.task), *drawing.lines(guide.screen)])
    if svg is not None:
        _write(svg, drawing.svg())
        click.echo(guide.said.of(say("The picture is in {file}.", file=str(svg))))


def _write(file: Path, text: str) -> None:
    """Write a file. Raises UsageError where that cannot be done."""
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(say("{file} cannot be written: {reason}", file=str(file), reason=reason)) from None


@click.command(cls=Command)
@_any_exercise
@course_option
def watch(name: str | None, course_folder: Path | None) -> None:
    """Run the checks whenever you save.

    Without an exercise, the one that you edit is followed. Keys: h hint, n next, l list, r reset, q quit.
    """
    from grader.cli.watching import Watch  # noqa: PLC0415  (a quick start for the other commands)

    course = _course(course_folder)
    exercise = _chosen(course, name) if name else None

    def next_hint(of: Exercise) -> list[str]:
        guide = _guide(course)
        number = guide.progress.of(of).open_task
        return _hint_lines(guide, of, number) if number else [guide.standing_line(of)]

    try:
        Watch(course, exercise, spoken(), _screen(), next_hint).watch()
    except KeyboardInterrupt:
        click.echo()


def _course(folder: Path | None) -> Course:
    """The course. Raises CourseError where not a single exercise of it can be read."""
    course = load(folder)
    if not course.exercises:
        raise course.problems[0]
    return course


def _guide(course: Course) -> Guide:
    from grader.guidance import Guide  # noqa: PLC0415  (a quick start for the other commands)
    from grader.progress import read_progress  # noqa: PLC0415

    return Guide(spoken(), _screen(), read_progress(course))


def _screen() -> Screen:
    from grader.screen import screen_for  # noqa: PLC0415  (a quick start for the other commands)

    return screen_for(shutil.get_terminal_size().columns, sys.stdout.encoding)


def _chosen(course: Course, name: str) -> Exercise:
    """The exercise that a name means. Raises UsageError."""
    return course.pick((name,))[0]


def _task_number(exercise: Exercise, task: int | None) -> int | None:
    """The number of a task of the exercise. Raises UsageError for one that it does not have."""
    if task is not None and task > len(exercise.info.tasks):
        raise UsageError(
            say(
                "{slug} has {tasks} tasks, no task {task}",
                slug=exercise.slug,
                tasks=len(exercise.info.tasks),
                task=task,
            )
        )
    return task


def _print(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


COMMANDS = (list_, progress, next_, hint, reset, solution, timeline, watch)
