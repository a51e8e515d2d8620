"""A worksheet of Moodle's gets its grades, and nothing else of it changes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from grader.errors import UsageError
from grader.flags import Flag, FoundBy
from grader.reports.moodle import fill
from grader.results import Outcome, Status
from grader.roster import Person
from grader.settlement import Rules, settle
from grader.written import Written

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
HEADER = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
)


def sheet(*rows):
    """A worksheet."""
    return Written(name="sheet.csv", text=HEADER + "".join(f"{row}\n" for row in rows))


def row(number, name="", key="", email="", grade="", most="100.00", can_change="Yes"):
    """A row as Moodle writes it."""
    who = f"Participant {number},{name},{key},{email}"
    return f'{who},Submitted for grading,{grade},{most},{can_change},"Monday, 1",-,kept'


def grades(filled):
    """The grade of each row."""
    return [one["Grade"] for one in csv.DictReader(io.StringIO(filled.text), strict=True)]


@pytest.fixture
def book(make_info, make_run, make_book):
    """Two exercises of 10 and 5 points; chen has a third of the first and all of the second."""
    flag = Flag(code="patched", reason="...", found_by=FoundBy.SCAN)
    return make_book(
        [make_info("01_one", points=10, tasks=1), make_info("02_two", points=5, tasks=1)],
        {
            ("chen", "01_one"): make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one"),
            ("chen", "02_two"): make_run((1, PASSED), slug="02_two"),
            ("li", "01_one"): replace(make_run((1, PASSED), slug="01_one"), flags=(flag,)),
            ("wang", "01_one"): make_run(slug="01_one", status=Status.UNGRADABLE),
            ("李雷", "01_one"): make_run((1, PASSED), slug="01_one"),
        },
    )


def test_the_grade_is_scaled_exactly_and_the_rest_stays(book):
    """A third of 100 is 33.33; no other cell of the file changes."""
    written = sheet(row(1, name="chen"), row(2, name="李雷", most="7.00"))
    filled = fill(book, written, "01_one")
    assert (
        filled.text
        == HEADER
        + row(1, name="chen", grade="33.33")
        + "\n"
        + row(2, name="李雷", grade="7", most="7.00")
        + "\n"
    )


def test_without_an_exercise_it_is_the_total(book):
    """10/3 and 5 of 15 points are 55.56 of 100."""
    assert grades(fill(book, sheet(row(1, name="chen")))) == ["55.56"]


def test_people_are_found_by_id_email_or_name(book):
    """On the roster or as the learner is called; in either case, however composed."""
    settled = settle(book, Rules(people=(Person(id="s1", name="Chen Yi", email="chen@example.edu"),)))
    rows = (row(1, key="S1"), row(2, email="CHEN@example.edu"), row(3, name="chen yi"), row(4, name="CHEN"))
    assert grades(fill(settled, sheet(*rows), "02_two")) == ["100"] * 4


def test_what_does_not_count_yet_leaves_its_row_untouched(book):
    """A flag, no score, nothing handed in, a grade that is locked, somebody unknown: each is told with its line."""
    rows = (
        row(1, name="li", grade="12.00"),
        row(2, name="wang"),
        row(3, name="李雷"),
        row(4, name="chen", grade="1.00", can_change="No"),
        row(5, name="Nobody"),
    )
    filled = fill(book, sheet(*rows), "01_one")
    assert grades(filled) == ["12.00", "", "100", "1.00", ""]
    assert filled.notices == (
        "line 2: li wants a person's look first",
        "line 3: wang has no score yet",
        "line 5: chen has a grade that cannot be changed in Moodle",
        "line 6: 'Nobody' is nobody of this class",
    )
    assert fill(book, sheet(), "01_one").notices == tuple(
        f"{learner} has no row in the worksheet" for learner in book.learners
    )
    assert fill(book, sheet(row(1, name="李雷")), "02_two").notices[0] == "line 2: 李雷 has handed in nothing"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", 'a,"b"\nc', "<script>"])
def test_any_name_comes_back(make_info, make_run, make_book, name):
    """Moodle's own cells go back to it to the letter, whatever stands in them."""
    book = make_book([make_info()], {(name, "01_kata"): make_run((1, PASSED), (2, FAILED))})
    quoted = '"' + name.replace('"', '""') + '"'
    (found,) = csv.DictReader(io.StringIO(fill(book, sheet(row(1, name=quoted))).text), strict=True)
    assert (found["Full name"], found["Grade"]) == (name, "50")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "sheet.csv: is empty; download"),
        ("a,b\n1,2\n", "sheet.csv: line 1: there is no column `Grade`"),
        ("Grade,b\n1,2\n", "sheet.csv: line 1: there is none of the columns ID number, Email address"),
        ("Grade,Full name,Grade\n", "sheet.csv: line 1: a column stands there twice"),
        ("Grade,Full name\n1\n", "sheet.csv: line 2: has 1 cells for 2 columns"),
        ('Grade,Full name\n1,"x\n', "is not CSV"),
        (
            "Grade,Full name,Maximum Grade\n,chen,Good\n",
            "line 2: column `Maximum Grade`: 'Good' is no number",
        ),
    ],
)
def test_what_is_no_worksheet_is_one_line(book, text, said):
    """It names the file, the line and the column, and says what to do."""
    with pytest.raises(UsageError) as error:
        fill(book, Written(name="sheet.csv", text=text), "01_one")
    assert said in str(error.value)
    assert "download the grading worksheet" in str(error.value)
