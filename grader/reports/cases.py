"""An entry as test cases, of which the formats of other programs speak: a case per check, each with one verdict.

Only a check that passed is a case that passed. An entry without checks is a case of its own that did not, so that no
reader takes the absence of failures for success; and so is a score that a person must look at first. How a case is
written down is the business of the formats, `grader.reports.junit` and its neighbours.

The texts hold what every format can store: a character that XML cannot take, or no reader would show, is written as an
escape, such as `\\x1b`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.exercises import ExerciseInfo
from grader.explaining import headline_of
from grader.feedback import Setting, check_lines
from grader.gradebook import Entry
from grader.language import Words, say
from grader.reports.looks import in_words
from grader.reports.open_checks import open_checks
from grader.reports.wording import WITHOUT_SCORE, why_provisional
from grader.results import CheckResult, Outcome, Status
from grader.screen import Screen

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDTH = 100

NO_CHECKS, PROVISIONAL = "no_checks", "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of a test report."""

    name: str
    """Unique within the entry: the check's id, or what the case is about."""
    verdict: str
    """An outcome, a status other than graded, NO_CHECKS or PROVISIONAL. All but `passed` are to be shown as such."""
    title: str = ""
    """What it proves."""
    headline: str = ""
    """Why it did not pass, in a line."""
    text: str = ""
    """All there is to say of that, headline included."""
    task: int | None = None
    file: str | None = None
    """The learner's file: a name, without its folder."""
    line: int | None = None
    elapsed: float = 0.0
    """Virtual seconds."""
    output: str = ""
    """What the learner's program printed."""

    @property
    def passed(self) -> bool:
        """Whether it counts as done."""
        return self.verdict == Outcome.PASSED

    @property
    def broke(self) -> bool:
        """Whether no verdict on the learner's work was reached, whoever is to blame."""
        return self.verdict not in {
            Outcome.PASSED,
            Outcome.FAILED,
            Outcome.TIMED_OUT,
            Outcome.NOT_RUN,
            PROVISIONAL,
        }


def cases(exercise: ExerciseInfo, entry: Entry, words: Words) -> Iterator[Case]:
    """The cases of an entry of `exercise`: at least one."""
    yield from _without_checks(entry, words)
    yield from (_check(check, exercise, words) for check in entry.run.checks)
    yield from _provisional(entry, words)


def open_cases(exercise: ExerciseInfo, entry: Entry, words: Words) -> Iterator[Case]:
    """The cases of an entry that are worth telling: of a task the first that did not pass, and what is no check.

    A case of what lies in the file as a whole is told once, and belongs to no task.
    """
    found = open_checks(entry)
    yield from _without_checks(entry, words)
    for check in found.told:
        case = _check(check, exercise, words)
        yield replace(case, task=None) if check is found.of_file else case
    yield from _provisional(entry, words)


def explanation(check: CheckResult, exercise: ExerciseInfo, words: Words) -> str:
    """A check that did not pass, as the learner's terminal tells it, without the title of its task."""
    setting = Setting(words=words, screen=Screen(width=_WIDTH), commands=False)
    lines = (str(line) for line in check_lines(check, exercise, setting)[1:])
    return storable("\n".join(line.removeprefix("  ") for line in lines))


def storable(text: str) -> str:
    """`text` with what XML cannot take, or no reader would show, as escapes; line ends and tabs stay."""
    return _UNSTORABLE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


def _check(check: CheckResult, exercise: ExerciseInfo, words: Words) -> Case:
    failed = check.outcome is not Outcome.PASSED
    return Case(
        name=storable(check.id),
        verdict=check.outcome,
        title=storable(words.of(check.title)),
        headline=storable(headline_of(check, words)) if failed else "",
        text=explanation(check, exercise, words) if failed else "",
        task=check.task,
        file=storable(check.where.file) if check.where is not None else None,
        line=check.where.line if check.where is not None else None,
        elapsed=check.elapsed,
        output=storable(check.output),
    )


def _without_checks(entry: Entry, words: Words) -> Iterator[Case]:
    if entry.run.status is Status.GRADED:
        if not entry.run.checks:
            headline = words.of(say("The exercise has no checks."))
            yield Case(name="checks", verdict=NO_CHECKS, headline=headline)
        return
    headline = words.of(WITHOUT_SCORE[entry.run.status])
    reasons = [entry.run.message, *(flag.reason for flag in entry.run.flags)]
    lines = [headline, *(in_words(reason, words) for reason in reasons if reason)]
    yield Case(
        name="submission", verdict=entry.run.status, headline=headline, text=storable("\n".join(lines))
    )


def _provisional(entry: Entry, words: Words) -> Iterator[Case]:
    if not entry.provisional:
        return
    flag = next((flag for flag in entry.run.flags if flag.is_tampering and flag.line), None)
    yield Case(
        name="a person's look",
        verdict=PROVISIONAL,
        headline=words.of(say("The score is provisional until a person has looked.")),
        text=storable("\n".join(why_provisional(entry, words))),
        file=storable(flag.file) if flag and flag.file else None,
        line=flag.line if flag else None,
    )
