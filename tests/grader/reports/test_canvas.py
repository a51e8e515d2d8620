"""The file for Canvas holds every person of the roster, the scores that count for good, and no formula."""

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
from grader.results import Outcome, RunResult, Status
from grader.roster import Person, match
from grader.settlement import settle
from tests.grader.classroom import exercises, make_class

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "李雷",
    'a,"b"\nc',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "'quoted",
    "<script>",
    "x" * 200,
)
HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def table(book):
    """The rows of the file, as a reader of CSV sees them."""
    return list(csv.reader(io.StringIO(render(book), newline=""), strict=True))


def with_roster(book, *people):
    """The same class, with a roster."""
    return replace(book, roster=match(people, book.learners))


def with_entry(book, learner, **changes):
    """The same class, with a learner's first entry changed."""
    table = [
        (replace(row[0], **changes), *row[1:]) if row[0].learner == learner else row for row in book.table
    ]
    return replace(book, table=tuple(table))


@pytest.fixture
def flagged(make_run):
    """A full run that a person must look at."""
    flag = Flag(code="patched", reason="...", file="kata.py", line=2, found_by=FoundBy.SCAN)
    return replace(make_run((1, PASSED), slug="01_one"), flags=(flag,))


@pytest.fixture
def book(make_info, make_run, make_book, flagged):
    """Two exercises, a learner for each kind of cell, one who is nobody of the roster, and one who is not there."""
    refused = RunResult(exercise="01_one", status=Status.UNGRADABLE)
    made = make_book(
        [make_info("01_one", points=10, tasks=1), make_info("02_two", points=5, tasks=1)],
        {
            ("chen", "01_one"): make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one"),
            ("chen", "02_two"): make_run((1, FAILED), slug="02_two"),
            ("li", "01_one"): refused,
            ("wang", "01_one"): flagged,
            ("stranger", "01_one"): flagged,
        },
    )
    return with_roster(
        made,
        Person(id="s1", name="Chen Yi", email="chen@example.edu", section="A"),
        Person(id="s2", name="Li", email="li@example.edu"),
        Person(id="wang"),
        Person(id="s4", name="Zhao", email="zhao@example.edu", section="B"),
    )


def test_every_cell_of_a_class(book):
    """Points with two decimals, a 0 is a 0; nobody has a row of empty cells, which would clear their grades."""
    assert table(book) == [
        [*HEADER, "01_one", "02_two"],
        ["    Points Possible", "", "", "", "", "10", "5"],
        ["Chen Yi", "", "s1", "chen@example.edu", "A", "3.33", "0"],
    ]


def test_the_header_is_as_canvas_writes_it(book):
    """The first line and the row of maxima begin with exactly the words that the import looks for."""
    lines = render(book).split("\r\n")
    assert lines[0] == "Student,ID,SIS User ID,SIS Login ID,Section,01_one,02_two"
    assert lines[1] == "    Points Possible,,,,,10,5"


def test_what_is_left_out_is_told(book):
    """A line for a learner whom the roster has not, and one for each score that is there and not in the file."""
    stranger, refused, flagged, preview = left_out(book)
    assert preview.startswith("Canvas clears a grade that it has where a cell is empty")
    assert stranger.startswith("'stranger' is nobody of the roster")
    assert refused == "01_one of 'li' is left empty: it has no score (ungradable)"
    assert flagged == "01_one of 'wang' is left empty: its score is provisional, a person must look first"


def test_the_points_that_a_person_has_set_count(book):
    """An override fills a cell in, whatever was judged: flagged, without a score, or not handed in at all."""
    override = Override(points=Fraction(25, 3), reason="seen in the lab", by="Prof. Han", digest=None)
    for learner in ("li", "wang"):
        assert table(with_entry(book, learner, override=override))[3][5] == "8.33"
    missing = RunResult(exercise="01_one", status=Status.MISSING)
    assert table(with_entry(book, "chen", run=missing, override=override))[2][5] == "8.33"
    assert table(with_entry(book, "chen", run=missing))[2][5] == ""


def test_a_roster_is_needed(make_info, make_book):
    """Without one there are no SIS ids: one line says what to give."""
    book = make_book([make_info()], {})
    for ask in (render, left_out):
        with pytest.raises(
            UsageError, match=r"^Canvas matches people by their SIS id: give .* --roster roster\.csv$"
        ):
            ask(book)


def test_no_cell_is_a_formula_and_every_text_comes_back(make_info, make_run, make_book):
    """Whatever people are called, no cell begins with what a spreadsheet would run, and all of them come back."""
    book = make_book(
        [make_info()], {(name, "01_kata"): make_run((1, PASSED), (2, FAILED)) for name in HOSTILE}
    )
    people = [Person(id=f"s{n}", name=name, email=name, section=name) for n, name in enumerate(HOSTILE)]
    rows = table(with_roster(book, *people))
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\n"))] == []
    assert [list(map(plain, row)) for row in rows[2:]] == [
        [name, "", f"s{HOSTILE.index(name)}", name, name, "5"] for name in sorted(HOSTILE)
    ]


def test_an_id_is_never_changed(make_info, make_run, make_book):
    """Canvas would look for somebody of that name instead: whoever has such an id is left out, and told of."""
    book = make_book(
        [make_info()], {(name, "01_kata"): make_run((1, PASSED), (2, FAILED)) for name in ("-1", "li")}
    )
    book = with_roster(book, Person(id="-1", name="Ann"), Person(id="li"))
    assert [row[2] for row in table(book)[2:]] == ["li"]
    assert left_out(book)[0].startswith("'-1' is an id that a spreadsheet would take for a formula")


def test_nobody_is_taken_for_the_row_of_maxima(make_info, make_run, make_book):
    """Canvas knows that row by its words, whoever's name they are."""
    book = make_book([make_info()], {("li", "01_kata"): make_run((1, PASSED), (2, FAILED))})
    rows = table(with_roster(book, Person(id="li", name="points possible")))
    assert rows[2][:3] == ["li", "", "li"]


def test_what_is_left_out_stays_in_a_line(make_info, make_run, make_book):
    """A learner's name brings no line of its own, and no character that a terminal would obey."""
    names = ['a,"b"\nc', "\x1b[2J", "\udcff", "\u202e"]
    book = make_book([make_info()], {(name, "01_kata"): make_run((1, PASSED)) for name in names})
    lines = left_out(with_roster(book))
    assert len(lines) == len(names) + 1
    assert all(line.isprintable() for line in lines)


def test_a_class_with_everything():
    """A class with late ones, flags and strangers: who has a score has a row, with what counts."""
    results = make_class(60)
    book = settle(results.judged, results.rules)
    rows = table(book)
    people = [one for one in book.roster.people.values() if one.id[0] not in "=+-@"]
    assert sorted(row[2] for row in rows[2:]) == sorted(person.id for person in people)
    assert {len(row) for row in rows} == {5 + len(exercises())}
    assert next(row for row in rows if row[2] == "李雷")[5] == "8.33"
    assert len(left_out(book)) >= len(book.roster.without_person)
