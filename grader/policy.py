"""What a course asks of time: `course.toml`, checked. Due dates, grace, what lateness costs, late days, extensions.

    timezone = "Europe/Berlin"          # dates without an offset are wall-clock time there
    grace_minutes = 15                  # so long after the due date nothing is late
    late_days = 3                       # per learner, for all exercises together

    [late]
    percent_per_day = 10                # of the points earned, for each day begun ...
    at_most_percent = 50                # ... but never more than this
    # or, in place of both:  fixed_percent = 40

    [due]
    03_send = 2026-10-01T23:59:00       # or 2026-10-01: until the end of that day

    [extensions."李雷"]
    03_send = 2026-10-08T23:59:00

Only what stands in the file lives here; what it means for one submission is worked out in `grader.lateness`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from grader.errors import UsageError
from grader.written import Written, read_toml

YEARS = range(1971, 9990)
"""At the edges of the calendar, a date has no equal in every time zone."""
_LAST_SECOND = time(23, 59, 59)
_NOTHING: Mapping[str, datetime] = {}


class Late(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[late]`: percentages of the points that were earned."""

    percent_per_day: float | None = None
    at_most_percent: float | None = None
    fixed_percent: float | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    timezone: str = "UTC"
    grace_minutes: float = 0
    late_days: int = 0
    late: Late = Late()
    due: dict[str, Any] = {}
    extensions: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of a course. Without any, nothing is ever late."""

    zone: tzinfo
    """In which the days are counted."""
    due: Mapping[str, datetime] = field(default_factory=dict)
    """By exercise, with time zone; an exercise that is not named is never late."""
    grace: timedelta = timedelta()
    per_day: Fraction = Fraction(0)
    """Share of the points that each day begun costs."""
    at_most: Fraction = Fraction(1)
    fixed: Fraction | None = None
    """Share that being late costs, however late; in place of `per_day`."""
    late_days: int = 0
    """Days that each learner may be late without cost, all exercises together."""
    extensions: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    """By learner and exercise: the due date in place of the usual one."""

    def due_for(self, learner: str, exercise: str) -> datetime | None:
        """When the learner's submission is due, with time zone; None where it never is."""
        return self.extensions.get(learner, _NOTHING).get(exercise) or self.due.get(exercise)

    def is_extended(self, learner: str, exercise: str) -> bool:
        """Whether the learner has a due date of their own."""
        return exercise in self.extensions.get(learner, _NOTHING)


def policy_of(written: Written, exercises: Collection[str]) -> Policy:
    """What `course.toml` says; `exercises` are the slugs that may be named.

    Raises UsageError, one line that names the file and the line or field.
    """
    read = read_toml(written, _File)
    for name, problem in _faults(read, exercises):
        raise UsageError(f"{written.name}: field `{name}`: {problem}")
    zone = ZoneInfo(read.timezone)
    return Policy(
        zone=zone,
        due={slug: aware(when, zone) for slug, when in read.due.items()},
        grace=timedelta(minutes=read.grace_minutes),
        per_day=_share(read.late.percent_per_day or 0),
        at_most=_share(100 if read.late.at_most_percent is None else read.late.at_most_percent),
        fixed=None if read.late.fixed_percent is None else _share(read.late.fixed_percent),
        late_days=read.late_days,
        extensions={
            learner: {slug: aware(when, zone) for slug, when in own.items()}
            for learner, own in read.extensions.items()
        },
    )


def aware(when: date, zone: tzinfo) -> datetime:
    """`when` with its own offset, or on the wall clocks of `zone`; a date alone is the last second of the day."""
    moment = when if isinstance(when, datetime) else datetime.combine(when, _LAST_SECOND)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _share(percent: float) -> Fraction:
    return Fraction(str(percent)) / 100  # what was written, not the nearest binary number


def _faults(read: _File, exercises: Collection[str]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) for everything that the types alone do not catch."""
    late = read.late
    try:
        ZoneInfo(read.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "timezone", f"{read.timezone!r} is no time zone: write one like `Asia/Shanghai` or `UTC`"
    if not 0 <= read.grace_minutes <= 7 * 24 * 60:
        yield "grace_minutes", "must be from 0 to 10080, which is a week"
    if read.late_days < 0:
        yield "late_days", "must be 0 or more"
    for name in ("percent_per_day", "at_most_percent", "fixed_percent"):
        if not 0 <= (getattr(late, name) or 0) <= 100:
            yield f"late.{name}", "must be from 0 to 100"
    if late.fixed_percent is not None and late.percent_per_day is not None:
        yield "late.fixed_percent", "cannot stand beside percent_per_day: keep one of them"
    if late.at_most_percent is not None and not late.percent_per_day:
        yield (
            "late.at_most_percent",
            "says how much percent_per_day may come to: set that, too, or leave this out",
        )
    dates = {(f"due.{slug}", slug): when for slug, when in read.due.items()}
    for who, own in read.extensions.items():
        dates |= {(f'extensions."{who}".{slug}', slug): when for slug, when in own.items()}
    for (name, slug), when in dates.items():
        if slug not in exercises:
            yield name, f"there is no exercise {slug!r}; there are {', '.join(sorted(exercises))}"
        if not isinstance(when, date):
            yield (
                name,
                f"{when!r} is no date: write one like 2026-10-01 or 2026-10-01T23:59:00, without quotes",
            )
        elif when.year not in YEARS:
            yield name, f"{when} cannot be reckoned with: leave out what is never due"
