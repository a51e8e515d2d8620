"""Compares the submissions of a class, exercise by exercise, against what the course itself gives out.

Here the course's own programs are read from the disk, and what is compared is proved to be what was judged. How pairs
are found is the business of `pairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.exercises import Exercise, ExerciseInfo
from grader.language import say
from grader.results_file import load
from grader.similarity.pairs import AT_LEAST, Pairs, find_pairs_of
from grader.submissions import Submission

Digests = Mapping[tuple[str, str], str | None]
"""By learner and exercise, the digest of the files that were judged; None where nothing was."""

_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^(?:>>>|\.\.\.)(?: (.*))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An exercise, and the pairs that were found among its submissions."""

    exercise: ExerciseInfo
    found: Pairs


def find_pairs(
    submissions: Iterable[Submission],
    exercises: Sequence[Exercise],
    *,
    at_least: float = AT_LEAST,
    judged: Digests | None = None,
) -> tuple[Comparison, ...]:
    """Compare all submissions to each of the exercises, in the order of these.

    `at_least` is the share of the rare part, 0 to 1, that makes a pair. With `judged`, raises UsageError unless the
    submissions are the very files that were judged; raises it too where the library is missing.
    """
    by_exercise: dict[str, list[Submission]] = {exercise.slug: [] for exercise in exercises}
    for one in submissions:
        if one.exercise in by_exercise:
            by_exercise[one.exercise].append(one)
    if judged is not None:
        require_judged([one for found in by_exercise.values() for one in found], judged)
    return tuple(
        Comparison(
            exercise=exercise.info,
            found=find_pairs_of(by_exercise[exercise.slug], idiom_of(exercise), at_least=at_least),
        )
        for exercise in exercises
    )


def require_judged(submissions: Sequence[Submission], judged: Digests) -> None:
    """Raise UsageError, naming the first, if submissions are not the files that were judged."""
    others = [one for one in submissions if judged.get((one.learner, one.exercise)) != one.digest]
    if others:
        raise UsageError(
            say(
                "what {learner} handed in for {exercise} is not what was judged ({count} of {all} differ): "
                "grade the class again, or give the folder that was graded",
                learner=repr(others[0].learner),
                exercise=others[0].exercise,
                count=len(others),
                all=len(submissions),
            )
        )


def idiom_of(exercise: Exercise) -> list[Mapping[str, bytes]]:
    """What the course gives out for an exercise, and the ways to do it that it knows: none of it is evidence."""
    files = [exercise.stub, exercise.original, exercise.solution, exercise.public]
    files += sorted((exercise.hidden / "right").glob("*.py"))
    programs = [{"program.py": file.read_bytes()} for file in files if file.is_file()]
    return [*programs, *({"example.py": code.encode()} for code in _examples(exercise))]


def _examples(exercise: Exercise) -> Iterator[str]:
    for readme in sorted(exercise.folder.glob("README*.md")):
        yield from examples_of(readme.read_text("utf-8", "replace"))


def examples_of(readme: str) -> Iterator[str]:
    """The code of a README: its blocks of Python, and of sessions what was typed in."""
    for code in _CODE.findall(readme):
        yield "\n".join(_PROMPT.findall(code)) + "\n" if ">>>" in code else code


def digests_of(folder: Path) -> Digests:
    """The digests in the `results.json` of a folder. Raises UsageError as `results_file.load` does."""
    return {(entry.learner, entry.exercise): entry.digest for entry in load(folder).judged.entries}
