"""How late a submission was, and what that costs it. Pure, in exact fractions.

- A submission is on time until its due date, to the second, and for the grace after it.
- After that the days are counted from the due date itself, each day that has begun as a whole one. A day ends when
  the clocks of the course's zone show the hour of the due date again; so it is an hour shorter or longer where they
  change to or from summer time, and "until 23:59 of the next day" holds all year.
- An extension takes the place of the due date, with the same grace.
- Late days are spent on a learner's late submissions in the order of their due dates, as far as they go. Nobody
  spends one on a submission that earned nothing.
- Each remaining day costs its percentage of the points that were earned, up to the cap; or all of them together a
  fixed one.

The rules come from `grader.policy`; when a submission was made, from `grader.submission_times`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from grader.language import Sentence, say
from grader.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """What became of one submission by its time."""

    due: datetime | None
    """With time zone; None where it is never late."""
    extended: bool = False
    """Whether the due date is the learner's own."""
    days: int = 0
    """Days begun after the due date; 0 where it was on time."""
    excused: int = 0
    """So many of them were covered by late days."""
    factor: Fraction = Fraction(1)
    """What its points are multiplied with."""
    unknown: bool = False
    """It is not known when it was made, though there is a due date: a person must look."""

    @property
    def counted(self) -> int:
        """The days that cost points."""
        return self.days - self.excused

    @property
    def fact(self) -> Sentence | None:
        """How late it was; nothing where it was on time, or nobody knows."""
        if self.due is None or not self.days:
            return None
        return say("Days late: {days} (due {due}).", days=self.days, due=self.due.isoformat(" ", "minutes"))

    @property
    def why(self) -> Sentence | None:
        """How late it was, and what that takes of the points; nothing where it was on time."""
        if self.due is None or not (self.days or self.unknown):
            return None
        due = self.due.isoformat(" ", "minutes")
        if self.unknown:
            return say("It was due {due}; when it was handed in is not known.", due=due)
        days, excused, percent = self.days, self.excused, float(self.factor * 100)
        if not self.counted:
            return say("Days late: {days} (due {due}), all covered by late days.", days=days, due=due)
        if excused:
            return say(
                "Days late: {days} (due {due}), {excused} covered by late days, so {percent:g} % of the points count.",
                days=days,
                due=due,
                excused=excused,
                percent=percent,
            )
        return say(
            "Days late: {days} (due {due}), so {percent:g} % of the points count.",
            days=days,
            due=due,
            percent=percent,
        )


def days_late(submitted: datetime, due: datetime, policy: Policy) -> int:
    """Days begun after the due date, 0 within the grace. Both times need a time zone."""
    if submitted.astimezone(UTC) <= due.astimezone(UTC) + policy.grace:
        return 0
    wall = due.astimezone(policy.zone)
    days = max(1, (submitted.astimezone(policy.zone).date() - wall.date()).days)
    # Arithmetic on one zone's clocks; only to compare, both become instants.
    while submitted.astimezone(UTC) > (wall + timedelta(days=days)).astimezone(UTC):
        days += 1
    while days > 1 and submitted.astimezone(UTC) <= (wall + timedelta(days=days - 1)).astimezone(UTC):
        days -= 1
    return days


def factor(days: int, policy: Policy) -> Fraction:
    """What the points of a submission are multiplied with that is so many days late, none of them excused."""
    if days == 0:
        return Fraction(1)
    lost = policy.per_day * days if policy.fixed is None else policy.fixed
    return 1 - min(lost, policy.at_most)


def lateness_of(
    learner: str, submitted: Mapping[str, datetime | None], earned: Iterable[str], policy: Policy
) -> dict[str, Lateness]:
    """The lateness of each of a learner's submissions.

    `submitted` says when each exercise was handed in, None where nobody knows; `earned` are those with points.
    """
    due = {exercise: policy.due_for(learner, exercise) for exercise in submitted}
    left, with_points = policy.late_days, set(earned)
    found: dict[str, Lateness] = {}
    for exercise in sorted(submitted, key=lambda slug: (due[slug] or datetime.max.replace(tzinfo=UTC), slug)):
        when, until = submitted[exercise], due[exercise]
        if until is None or when is None:
            extended = policy.is_extended(learner, exercise)
            found[exercise] = Lateness(due=until, extended=extended, unknown=until is not None)
            continue
        days = days_late(when, until, policy)
        excused = min(left, days) if exercise in with_points else 0
        left -= excused
        found[exercise] = Lateness(
            due=until,
            extended=policy.is_extended(learner, exercise),
            days=days,
            excused=excused,
            factor=factor(days - excused, policy),
        )
    return {exercise: found[exercise] for exercise in submitted}
