"""What Canvas is told, in its own format, and what it is not told."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.flags import Flag, FoundBy
from grader.overrides import Override
from grader.reports.canvas import left_out, render
from grader.reports.csv import plain
from grader.results import Outcome, Status
from grader.roster import Person
from grader.settlement import Rules, settle

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
HOSTILE = ("=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc')


def table(book):
    """The rows, as a reader of CSV sees them."""
    return list(csv.reader(io.StringIO(render(book), newline=""), strict=True))


@pytest.fixture
def book(make_info, make_run, make_book):
    """Two exercises; chen has a third and is flagged in the other, li has nothing, wang's was not judged."""
    flag = Flag(code="patched", reason="...", found_by=FoundBy.SCAN)
    return make_book(
        [make_info("01_one", points=10, tasks=1), make_info("02_two", points=5, tasks=1)],
        {
            ("chen", "01_one"): make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one"),
            ("chen", "02_two"): replace(make_run((1, PASSED), slug="02_two"), flags=(flag,)),
            ("li", "01_one"): make_run(slug="01_one", status=Status.MISSING),
            ("wang", "01_one"): make_run(slug="01_one", status=Status.INFRASTRUCTURE_ERROR),
            ("zhao", "01_one"): make_run((1, PASSED), slug="01_one"),
        },
    )


PEOPLE = tuple(
    Person(id=f"s-{name}", name=name.title(), email=f"{name}@example.edu") for name in ("chen", "li", "wang")
)


def test_the_whole_file(book):
    """Their header, the points row, and a row for each learner on the roster; what does not count yet is empty."""
    assert table(settle(book, Rules(people=PEOPLE))) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01_one", "02_two"],
        ["    Points Possible", "", "", "", "", "10", "5"],
        ["Chen", "", "s-chen", "chen@example.edu", "", "3.33", ""],
        ["Li", "", "s-li", "li@example.edu", "", "", ""],
        ["Wang", "", "s-wang", "wang@example.edu", "", "", ""],
    ]


def test_what_is_left_out_is_told(book):
    """A flagged score, one that is not there, and whoever is nobody on the roster; not what was never handed in."""
    assert list(left_out(settle(book, Rules(people=PEOPLE)))) == [
        "chen 02_two: wants a person's look first",
        "wang 01_one: has no score yet",
        "zhao: is nobody on the roster",
    ]


def test_points_that_a_person_has_set_count(book):
    """Also where nothing was handed in, and where a flag was looked at."""
    set_by_han = Override(points=Fraction(4), reason="lab", by="Han")
    overrides = {("li", "01_one"): set_by_han, ("chen", "02_two"): set_by_han}
    rows = table(settle(book, Rules(people=PEOPLE, overrides=overrides)))
    assert [row[5:] for row in rows[2:4]] == [["3.33", "4"], ["4", ""]]


def test_without_a_roster_nobody_can_be_matched(book):
    """One line says what to give."""
    with pytest.raises(UsageError, match="--roster"):
        render(book)


def test_names_come_back_and_are_no_formula(make_info, make_run, make_book):
    """Whatever somebody is called."""
    runs = {(name, "01_kata"): make_run((1, PASSED), (2, PASSED)) for name in HOSTILE}
    people = tuple(Person(id=name, name=name) for name in HOSTILE)
    rows = table(settle(make_book([make_info()], runs), Rules(people=people)))[2:]
    assert sorted(plain(row[0]) for row in rows) == sorted(plain(row[2]) for row in rows) == sorted(HOSTILE)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
