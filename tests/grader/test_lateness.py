"""How late a submission is, at the edges of every rule, and what that costs."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from grader.lateness import days_late, factor, lateness_of
from grader.policy import Policy

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 10, 1, 23, 59, tzinfo=BERLIN)


def policy(**rules):
    """The rules of a course in Berlin whose exercise 03 is due on 1 October, a minute before midnight."""
    return Policy(**({"zone": BERLIN, "due": {"03_send": DUE}, "per_day": Fraction(1, 10)} | rules))


def handed_in(moment):
    """The time at which somebody hands in who does so at `moment`, as the machine's clock says it."""
    with freeze_time(moment.astimezone(UTC)):
        return datetime.now(UTC)


@pytest.mark.parametrize(
    ("after", "days"),
    [(-1, 0), (0, 0), (1, 1), (24 * 3600, 1), (24 * 3600 + 1, 2), (7 * 24 * 3600, 7), (7 * 24 * 3600 + 1, 8)],
    ids=str,
)
def test_each_day_that_has_begun_counts(after, days):
    """On time until the very second; a second later the first day has begun, and a day later the second."""
    assert days_late(handed_in(DUE + timedelta(seconds=after)), DUE, policy()) == days


@pytest.mark.parametrize(("after", "days"), [(899, 0), (900, 0), (901, 1)])
def test_nothing_is_late_within_the_grace(after, days):
    """A second before the grace ends, and at its last second, nothing is late."""
    moment = handed_in(DUE + timedelta(seconds=after))
    assert days_late(moment, DUE, policy(grace=timedelta(minutes=15))) == days


def test_after_the_grace_the_days_count_from_the_due_date():
    """The grace puts off no later day: the second begins a day after the due date."""
    with_grace = policy(grace=timedelta(minutes=15))
    assert days_late(handed_in(DUE + timedelta(days=1)), DUE, with_grace) == 1
    assert days_late(handed_in(DUE + timedelta(days=1, seconds=1)), DUE, with_grace) == 2


@pytest.mark.parametrize(
    ("due", "hours"),
    [(datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), 25), (datetime(2026, 3, 28, 23, 59, tzinfo=BERLIN), 23)],
    ids=["to winter time", "to summer time"],
)
def test_a_day_ends_at_the_hour_of_the_due_date(due, hours):
    """Where the clocks change, the first late day has 25 or 23 hours: it ends at 23:59 as ever."""
    instant = due.astimezone(UTC)
    assert days_late(handed_in(instant + timedelta(hours=hours)), due, policy()) == 1
    assert days_late(handed_in(instant + timedelta(hours=hours, seconds=1)), due, policy()) == 2


def test_the_zone_of_the_course_counts_the_days():
    """A due date that is written in UTC is counted on the clocks of the course's zone."""
    due = datetime(2026, 10, 24, 21, 59, tzinfo=UTC)
    assert days_late(datetime(2026, 10, 25, 22, 59, tzinfo=UTC), due, policy()) == 1


def test_the_grace_crosses_a_change_of_the_clocks():
    """The grace is real time: an hour of it is an hour, also where the clocks skip one."""
    due = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)  # at 2:00 it is 3:00
    an_hour = policy(grace=timedelta(hours=1))
    assert days_late(handed_in(datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)), due, an_hour) == 0
    assert days_late(handed_in(datetime(2026, 3, 29, 3, 30, 1, tzinfo=BERLIN)), due, an_hour) == 1


def test_each_day_costs_its_share_up_to_the_cap():
    """Ten percent a day, and never more than half, in exact fractions."""
    rules = policy(at_most=Fraction(1, 2))
    assert [factor(days, rules) for days in (0, 1, 3, 5, 6, 400)] == [
        1,
        Fraction(9, 10),
        Fraction(7, 10),
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(1, 2),
    ]


def test_a_fixed_share_is_the_same_on_every_day():
    """Being late costs as much after a second as after a month."""
    rules = policy(fixed=Fraction(1, 3))
    assert [factor(days, rules) for days in (0, 1, 30)] == [1, Fraction(2, 3), Fraction(2, 3)]


def test_nothing_costs_more_than_everything():
    """Without a cap the points end at 0, not below."""
    assert factor(11, policy()) == 0


def test_an_extension_takes_the_place_of_the_due_date():
    """To the second, with the grace; others keep the usual date."""
    later = DUE + timedelta(days=3)
    rules = policy(extensions={"李雷": {"03_send": later}}, grace=timedelta(minutes=1))
    for seconds, days in ((60, 0), (61, 1)):
        submitted = {"03_send": handed_in(later + timedelta(seconds=seconds))}
        found = lateness_of("李雷", submitted, {"03_send"}, rules)["03_send"]
        assert (found.days, found.extended, found.due) == (days, True, later)
    assert lateness_of("韩梅梅", {"03_send": later}, {"03_send"}, rules)["03_send"].days == 3


def test_late_days_are_spent_in_the_order_of_the_due_dates():
    """Three late days cover two of the first exercise and one of the two of the next."""
    next_week = DUE + timedelta(days=7)
    rules = policy(due={"01_yield": next_week, "03_send": DUE}, late_days=3)
    submitted = {"01_yield": next_week + timedelta(days=2), "03_send": DUE + timedelta(days=2)}
    found = lateness_of("ada", submitted, set(submitted), rules)
    assert {slug: (one.days, one.excused, one.factor) for slug, one in found.items()} == {
        "03_send": (2, 2, 1),
        "01_yield": (2, 1, Fraction(9, 10)),
    }


def test_no_late_day_is_spent_where_nothing_was_earned():
    """A late submission without a point leaves the late days to the next one."""
    next_week = DUE + timedelta(days=7)
    rules = policy(due={"01_yield": DUE, "03_send": next_week}, late_days=1)
    submitted = {"01_yield": DUE + timedelta(days=1), "03_send": next_week + timedelta(days=1)}
    found = lateness_of("ada", submitted, {"03_send"}, rules)
    assert (found["01_yield"].excused, found["03_send"].excused) == (0, 1)


def test_a_time_that_nobody_knows_costs_nothing_and_is_told():
    """Where there is a due date and no time, a person must look; without a due date there is nothing to look at."""
    found = lateness_of("ada", {"03_send": None, "04_x": None}, {"03_send"}, policy())
    assert (found["03_send"].unknown, found["03_send"].factor) == (True, 1)
    assert not found["04_x"].unknown
    rules = policy(extensions={"ada": {"03_send": DUE}})
    (extended,) = lateness_of("ada", {"03_send": None}, (), rules).values()
    assert (extended.unknown, extended.extended) == (True, True)
