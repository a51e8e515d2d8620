"""`gradebook.csv` is read back by any reader of CSV, and no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from grader.flags import FoundBy
from grader.reports.csv import plain, render, safe
from grader.results import Flag, Outcome, RunResult, Status
from grader.roster import Person, match
from grader.settlement import RuleTexts, rules_of, settle
from grader.submission_times import Source, Submitted
from grader.written import Written

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
FORMULA = "=+-@\t\r\n＝＋－＠"
TRICKY = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'quoted",
    "''",
    "李雷",
    'a,"b"\nc',
    "a;b",
    "plain",
]


def table(book):
    """The rows of a rendered gradebook, as a reader of CSV sees them."""
    text = render(book).encode().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture
def book(make_info, make_run, make_book):
    """Two exercises, and a learner for each status."""
    first, second = make_info("01_one", points=10, tasks=1), make_info("02_two", points=5, tasks=1)
    flags = (Flag(code="zip_bomb", reason="..."), Flag(code="looks", reason="..."))
    refused = RunResult(exercise="01_one", status=Status.UNGRADABLE, flags=flags)
    broken = RunResult(exercise="01_one", status=Status.INFRASTRUCTURE_ERROR, message="no memory")
    third = make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one")
    return make_book(
        [first, second],
        {
            ("chen", "01_one"): third,
            ("chen", "02_two"): make_run((1, PASSED), slug="02_two"),
            ("li", "01_one"): refused,
            ("wang", "01_one"): broken,
            ("zhao", "01_one"): make_run((1, FAILED), slug="01_one"),
        },
    )


def test_every_cell_of_a_class(book):
    """A row per learner; points with two decimals; a missing one is empty, a score of 0 is not, the rest says why."""
    assert table(book) == [
        ["learner", "01_one", "02_two", "total", "max_total", "flagged", "flags"],
        ["chen", "3.33", "5", "8.33", "15", "0", ""],
        ["li", "ungradable", "", "0", "15", "0", "01_one: zip_bomb; 01_one: looks"],
        ["wang", "infrastructure_error", "", "0", "15", "0", ""],
        ["zhao", "0", "", "0", "15", "0", ""],
    ]


def test_a_provisional_score_is_no_number(make_info, make_run, make_book):
    """The points stand, but neither they nor the total can be taken over unseen; each kind of flag is told once."""
    flag = Flag(code="patched", reason="...", file="kata.py", line=2, found_by=FoundBy.SCAN)
    flagged = replace(make_run((1, PASSED), (2, FAILED)), flags=(flag, replace(flag, line=3)))
    book = make_book([make_info()], {("chen", "01_kata"): flagged, ("li", "01_kata"): make_run((1, PASSED))})
    assert table(book)[1:] == [
        ["chen", "5 (flagged)", "5 (flagged)", "10", "1", "01_kata: patched"],
        ["li", "5", "5", "10", "0", ""],
    ]


def test_the_text_is_quoted_throughout(book):
    """Every cell is quoted and lines end as the format says, so that no reader has to guess."""
    assert render(book).splitlines(keepends=True)[1] == '"chen","3.33","5","8.33","15","0",""\r\n'


def test_no_cell_is_a_formula(make_info, make_run, make_book):
    """Whatever the learners are called, no cell begins with what a spreadsheet would run, and the names come back."""
    book = make_book(
        [make_info()], {(name, "01_kata"): make_run((1, PASSED), (2, FAILED)) for name in TRICKY}
    )
    rows = table(book)
    assert [row[0] for row in rows if row[0].startswith(tuple(FORMULA))] == []
    assert [cell for row in rows for cell in row if cell.startswith(tuple(FORMULA))] == []
    assert [plain(row[0]) for row in rows[1:]] == sorted(TRICKY)
    assert {tuple(row[1:]) for row in rows[1:]} == {("5", "5", "10", "0", "")}


def test_a_spreadsheet_is_told_that_it_is_unicode(book):
    """The byte order mark stands first, and once."""
    assert render(book).encode().startswith(b'\xef\xbb\xbf"learner"')
    assert render(book).count("\ufeff") == 1


RULES = RuleTexts(
    policy=Written(name="course.toml", text="due.01_one = 2026-10-01\nlate.percent_per_day = 10\n"),
    roster=Written(
        name="roster.csv", text='id,name,email,section\n"=1+1",chen,,A\ns2,李雷,li@example.edu,B\n'
    ),
    overrides=Written(
        name="overrides.toml",
        text='[[override]]\nlearner = "li"\nexercise = "01_one"\npoints = "25/3"\nreason = "lab"\nby = "=Han"\n',
    ),
)


def test_what_counts_stands_beside_what_was_judged(book):
    """Lateness and points that a person has set are told, in columns that are there only where they say something."""
    late = Submitted(at=datetime(2026, 10, 3, 12, tzinfo=UTC), source=Source.MANIFEST)
    book = replace(
        book, table=tuple(tuple(replace(one, submitted=late) for one in row) for row in book.table)
    )
    settled = settle(book, rules_of(replace(RULES, roster=None), book.exercises, book.learners))
    header, chen, li, *_ = table(settled)
    assert header == [
        *("learner", "01_one", "01_one judged", "02_two", "total", "max_total", "flagged", "flags", "notes"),
    ]
    assert chen[:5] == ["chen", "2.67", "3.33", "5", "7.67"]
    assert chen[-1] == "01_one: Days late: 2 (due 2026-10-01 23:59+00:00), so 80 % of the points count"
    assert li[:5] == ["li", "8.33", "", "", "8.33"]
    assert li[-1] == "01_one: set to 8.33 by =Han: lab"


def test_lateness_takes_nothing_of_points_that_a_person_has_set(book):
    """Then the notes tell that it was late, and not what that would have taken."""
    late = Submitted(at=datetime(2026, 10, 3, 12, tzinfo=UTC), source=Source.MANIFEST)
    book = replace(
        book, table=tuple(tuple(replace(one, submitted=late) for one in row) for row in book.table)
    )
    by_hand = replace(RULES.overrides, text=RULES.overrides.text.replace('"li"', '"chen"'))
    rules = rules_of(replace(RULES, roster=None, overrides=by_hand), book.exercises, book.learners)
    _, chen, *_ = table(settle(book, rules))
    assert chen[1] == "8.33"
    assert chen[-1] == "01_one: Days late: 2 (due 2026-10-01 23:59+00:00); 01_one: set to 8.33 by =Han: lab"


def test_the_roster_has_its_columns_and_its_rows(book):
    """Who is on it without a submission comes last; who is nobody on it has empty cells; nothing is a formula."""
    settled = settle(book, rules_of(replace(RULES, policy=None), book.exercises, book.learners))
    header, *rows = table(settled)
    assert header[:6] == ["learner", "id", "name", "email", "section", "group"]
    assert [row[:5] for row in rows] == [
        ["chen", "'=1+1", "chen", "", "A"],
        ["li", "s2", "李雷", "li@example.edu", "B"],
        ["wang", "", "", "", ""],
        ["zhao", "", "", "", ""],
    ]
    alone = replace(settled, roster=match([Person(id="s9", name="=x")], book.learners))
    assert table(alone)[-1][:3] == ["", "s9", "'=x"]


def test_only_what_needs_it_is_changed():
    """A formula gets an apostrophe before it; other text is left as it is."""
    assert safe("=1+1") == "'=1+1"
    assert safe("'=1+1") == "''=1+1"
    assert safe("1+1=2") == "1+1=2"
    assert safe("") == ""


@pytest.mark.parametrize("seed", range(20))
def test_plain_undoes_safe(seed):
    """For any text, `plain(safe(text))` is the text, and `safe(text)` is no formula."""
    rng = random.Random(seed)
    for _ in range(200):
        text = "".join(rng.choice(FORMULA + "'a\" ,") for _ in range(rng.randint(0, 4)))
        assert plain(safe(text)) == text
        assert not safe(text).startswith(tuple(FORMULA))
