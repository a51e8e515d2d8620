"""What GitHub Actions shows of a gradebook: the summary of a step, as Markdown, and annotations, as workflow commands.

A runner reads commands from whatever a step prints: a line that begins with `::`, or has `##[` in it. An annotation is
one such line, in which nothing of a submission can end the command or begin another; all else that is printed beside
it goes through `quoted`. In the summary, what comes from a submission stands in code blocks or as character references.

GitHub's limits: 1 MiB for a summary; 10 errors, 10 warnings and 10 notices for a step. What is left out is told.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from grader.exercises import ExerciseInfo
from grader.explaining import task_title
from grader.gradebook import Entry, Gradebook, Row
from grader.language import Language, Words, say
from grader.reports.cases import PROVISIONAL, Case, cases, explanation, open_cases, storable
from grader.reports.markdown import fenced
from grader.reports.numbers import points_text
from grader.reports.open_checks import open_checks
from grader.reports.wording import points_of, why_provisional
from grader.results import Status

SUMMARY_BYTES = 1_000_000
"""Of a summary, at the most; GitHub drops one that has more than 1 MiB."""
ANNOTATIONS = 10
"""Of one kind, that GitHub shows of a step."""
MESSAGE = 2000
"""Characters of an annotation's message."""

_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_DATA | {":": "%3A", ",": "%2C"}
_MARKUP = re.compile(r"[!-/:-@\[-`{-~\t\r\n]|^ | $|(?<= ) ")  # the signs of ASCII, and idle blanks

_STATES = {
    Status.MISSING: say("not begun"),
    Status.UNGRADABLE: say("could not be taken"),
    Status.INFRASTRUCTURE_ERROR: say("the grader failed"),
}


# --- annotations ------------------------------------------------------------------------------------------------


def annotations(
    gradebook: Gradebook, *, language: Language = Language.ENGLISH, folder: str = "exercises"
) -> list[str]:
    """Lines to print: an error for each open task, at its line of the file, and a warning for a provisional score.

    `folder` is that of the exercises, from the root of the repository. A last notice says how many were left out.
    """
    found: dict[str, list[str]] = {"error": [], "warning": []}
    left_out = 0
    for row in gradebook.rows():
        for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
            wanted = found.values() if entry.provisional else [found["error"]]
            if all(len(lines) >= ANNOTATIONS for lines in wanted):
                left_out += _count(entry)  # and no more: a class has very many
                continue
            words = gradebook.words(language, exercise.id)
            owner = row.learner + words.chosen(", ", "，") if len(gradebook.learners) > 1 else ""
            for case in open_cases(exercise, entry, words):
                kind = "warning" if case.verdict == PROVISIONAL else "error"
                found[kind].append(_annotation(kind, case, exercise, f"{folder}/{exercise.id}", owner, words))
    shown = [line for lines in found.values() for line in lines[:ANNOTATIONS]]
    left_out += sum(map(len, found.values())) - len(shown)
    if left_out:
        said = say("{count} more are not shown here; the summary has them all.", count=left_out)
        shown.append(command("notice", gradebook.words(language, "").of(said), title="grader"))
    return shown


def command(kind: str, message: str, **properties: str | int) -> str:
    """A workflow command in one line; the runner gives back `message` and `properties` as they are."""
    named = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{kind}{' ' if named else ''}{named}::{_escaped(message, _IN_DATA)}"


def quoted(lines: Iterable[str], token: str) -> Iterator[str]:
    """`lines` for a log of GitHub Actions, in which the runner takes none of them for a command.

    `token` must be one that nobody could guess who wrote the lines: it lets commands through again.
    """
    yield f"::stop-commands::{token}"
    yield from lines
    yield f"::{token}::"


def _count(entry: Entry) -> int:
    """How many annotations an entry has."""
    return len(open_checks(entry).told) + (not entry.run.checks) + entry.provisional


def _annotation(kind: str, case: Case, exercise: ExerciseInfo, folder: str, owner: str, words: Words) -> str:
    properties: dict[str, str | int] = {"file": f"{folder}/{case.file or f'{exercise.module}.py'}"}
    if case.line is not None:
        properties["line"] = case.line
    title = exercise.id
    if case.task is not None:
        task = exercise.tasks[case.task - 1]
        named = words.chosen(task.title, task.title_zh)
        title += f" · {task_title(case.task, named, words)}"
    properties["title"] = storable(owner + title)
    text = case.text or case.headline
    return command(kind, text if len(text) <= MESSAGE else f"{text[:MESSAGE]}…", **properties)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(sign, sign) for sign in text)


# --- summary ----------------------------------------------------------------------------------------------------


def summary(gradebook: Gradebook, *, language: Language = Language.ENGLISH) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`: for each learner a table of the exercises, then what is open, and why."""
    parts, size = [], 0
    for part in _parts(gradebook, language):
        size += len(part.encode())
        if size > SUMMARY_BYTES:
            cut = say(
                "The summary is cut off here, for GitHub shows no more; the report's files have it all."
            )
            parts.append(f"\n**{gradebook.words(language, '').of(cut)}**\n")
            break
        parts.append(part)
    return "".join(parts)


def as_references(text: str) -> str:
    """`text` as Markdown that shows it as it is, line ends included, wherever in a paragraph or a table it stands."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", storable(text))


def _parts(gradebook: Gradebook, language: Language) -> Iterator[str]:
    """The summary in parts, each of which can be the last one."""
    for row in gradebook.rows():
        yield _block(_head(gradebook, row, language))
        for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
            lines = list(_exercise(exercise, entry, gradebook.words(language, exercise.id)))
            if lines:
                yield _block(lines)


def _block(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n\n"


def _head(gradebook: Gradebook, row: Row, language: Language) -> Iterator[str]:
    words = gradebook.words(language, "")
    yield from (f"## {as_references(row.learner)}", "")
    yield f"**{words.of(points_of(row.total, gradebook.max_points))}**"
    if row.unscored:
        yield words.of(say("Exercises without a score yet: {count}.", count=row.unscored))
    if row.provisional:
        yield words.of(
            say("Exercises that are provisional until a person has looked: {count}.", count=row.provisional)
        )
    columns = (say("Exercise"), say("Tasks done"), say("Points"), say("State"))
    yield from ("", f"| {' | '.join(map(words.of, columns))} |", "|---|---|---|---|")
    for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
        yield _line(exercise, entry, words)


def _line(exercise: ExerciseInfo, entry: Entry, words: Words) -> str:
    solved = sum(task.solved for task in entry.score.tasks)
    points = "–" if entry.final is None else points_text(entry.final)
    title = words.chosen(exercise.title, exercise.title_zh)
    cells = (
        f"{as_references(exercise.id)} {as_references(title)}",
        f"{solved} / {len(exercise.tasks)}",
        f"{points} / {points_text(entry.score.max_points)}",
        _state(entry, words),
    )
    return f"| {' | '.join(cells)} |"


def _state(entry: Entry, words: Words) -> str:
    if entry.provisional:
        return words.of(say("provisional"))
    if entry.is_full:
        return f"✓ {words.of(say('done'))}"
    return words.of(_STATES.get(entry.run.status, say("open")))


def _exercise(exercise: ExerciseInfo, entry: Entry, words: Words) -> Iterator[str]:
    """What is open in an exercise, and what a person must look at; nothing where all is well or not begun."""
    if entry.run.status is Status.MISSING or (entry.is_full and entry.run.status is Status.GRADED):
        return
    title = words.chosen(exercise.title, exercise.title_zh)
    yield from (f"### {as_references(exercise.id)}: {as_references(title)}", "")
    if entry.provisional:
        yield from (*(f"- {as_references(reason)}" for reason in why_provisional(entry, words)), "")
    if entry.run.status is not Status.GRADED:
        case = next(islice(cases(exercise, entry, words), 1))
        yield from fenced(case.text.splitlines())
        return
    found = open_checks(entry)
    for check in found.told:
        if check is found.of_file:
            yield f"**✗ {as_references(f'{exercise.module}.py')}**"
        else:
            yield _task(exercise, entry, check.task, words)
        yield ""
        yield from fenced(explanation(check, exercise, words).split("\n"))


def _task(exercise: ExerciseInfo, entry: Entry, number: int, words: Words) -> str:
    task, score = exercise.tasks[number - 1], entry.score.tasks[number - 1]
    named = task_title(number, words.chosen(task.title, task.title_zh), words)
    passed = say("{passed} of {checks} checks passed.", passed=score.passed, checks=score.checks)
    return f"**✗ {as_references(named)}** {words.of(passed)}"
