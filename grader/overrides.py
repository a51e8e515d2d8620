"""Scores that a person has set: `overrides.toml`, checked.

    [[override]]
    learner = "李雷"
    exercise = "03_send"
    points = 8                  # or "25/3": exact
    reason = "the machine was down in the lab"
    by = "Prof. Han"
    digest = "sha256:..."       # of the submission that was looked at; as in results.json

An override wins over whatever was judged, and stands beside it. Where the submission has changed since, it still
wins, and is told of. What becomes of it in a gradebook is worked out there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from grader.errors import UsageError
from grader.written import Written, read_toml


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    learner: str
    exercise: str
    points: int | float | str
    reason: str
    by: str
    digest: str | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    override: list[_Entry] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A score that a person has set."""

    points: Fraction
    reason: str
    by: str
    digest: str | None = None
    """Of the submission that they looked at; None where they did not say."""

    def is_outdated(self, digest: str | None) -> bool:
        """Whether the submission with this digest is another one than the person saw."""
        return self.digest is not None and self.digest != digest


_POINTS = re.compile(r"-?\d{1,9}(\.\d{1,9}|/0*[1-9]\d{0,8})?", re.ASCII)
"""Without an exponent: to reckon with 1e999999999 would take for ever."""
Overrides = Mapping[tuple[str, str], Override]
"""By learner and exercise."""


def overrides_of(
    text: Written,
    max_points: Mapping[str, Fraction],
    learners: Collection[str],
    not_graded: Collection[str] = (),
) -> Overrides:
    """What `overrides.toml` says, but for exercises that were `not_graded`.

    `max_points` are those of each exercise, `learners` whoever may be named.
    Raises UsageError, one line that names the file, the entry and the field.
    """
    found: dict[tuple[str, str], Override] = {}
    for number, written in enumerate(read_toml(text, _File).override, 1):
        if written.exercise in not_graded:
            continue
        for name, problem in _faults(written, max_points, learners):
            raise UsageError(f"{text.name}: override {number}, field `{name}`: {problem}")
        key = written.learner, written.exercise
        if key in found:
            raise UsageError(
                f"{text.name}: override {number}: a second one for {key[0]!r} and {key[1]}; keep one"
            )
        points = Fraction(str(written.points))
        found[key] = Override(points=points, reason=written.reason, by=written.by, digest=written.digest)
    return found


def _faults(
    written: _Entry, max_points: Mapping[str, Fraction], learners: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) for everything that the types alone do not catch."""
    if written.learner not in learners:
        yield "learner", f"nobody is called {written.learner!r} in these results"
    if written.exercise not in max_points:
        yield (
            "exercise",
            f"there is no exercise {written.exercise!r}; there are {', '.join(sorted(max_points))}",
        )
        return
    if not _POINTS.fullmatch(str(written.points)):
        yield "points", f'{written.points!r} is no number of points: write 8, 7.5 or "25/3"'
        return
    points = Fraction(str(written.points))
    if not 0 <= points <= max_points[written.exercise]:
        yield "points", f"must be from 0 to {max_points[written.exercise]}"
    for name in ("reason", "by"):
        if not getattr(written, name).strip():
            yield name, "is empty: say it, for somebody will ask"
