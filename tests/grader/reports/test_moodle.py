"""A worksheet of Moodle comes back with its grades filled in, and with nothing else changed."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.causes import Cause, Diagnosis
from grader.errors import UsageError
from grader.flags import Flag, FoundBy
from grader.language import Language, say
from grader.overrides import Override
from grader.reports.csv import plain
from grader.reports.moodle import fill
from grader.results import CheckResult, Outcome, RunResult, Status
from grader.roster import Person, match
from grader.written import Written

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
COLUMNS = (
    "Identifier",
    "Full name",
    "ID number",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)
FILE = "Grades.csv"
HOSTILE = ("=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc', "<script>alert(1)</script>", "'quoted", "x" * 200)


def row(
    identifier="", name="", id_number="", email="", grade="", most="100.00", changeable="Yes", comment="old"
):
    """A row of a worksheet."""
    status, when = "Submitted for grading", "Thursday, 1 October 2026, 9:00 PM"
    return [identifier, name, id_number, email, status, grade, most, changeable, when, "-", comment]


def sheet(*rows, columns=COLUMNS, end="\r\n", mark=""):
    """A worksheet of the rows, with some of the columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if end == "\n" else csv.QUOTE_MINIMAL)
    writer.writerow(columns)
    for cells in rows:
        named = dict(zip(COLUMNS, cells, strict=True))
        writer.writerow([named.get(column, f"a {column}") for column in columns])
    return Written(name=FILE, text=mark + text.getvalue())


def table(text):
    """The rows below the header, by column, as a reader of CSV sees them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def grades(filled):
    """The cells of the grade."""
    return [cells["Grade"] for cells in table(filled.text)]


@pytest.fixture
def flagged(make_run):
    """A full run that a person must look at."""
    flag = Flag(code="patched", reason="...", file="kata.py", line=2, found_by=FoundBy.SCAN)
    return replace(make_run((1, PASSED)), flags=(flag,))


@pytest.fixture
def book(make_info, make_run, make_book, flagged):
    """A learner with a third of the points, one flagged, one whose work could not be taken."""
    refused = RunResult(exercise="01_kata", status=Status.UNGRADABLE)
    return make_book(
        [make_info(tasks=1)],
        {
            ("chen", "01_kata"): make_run((1, PASSED), (1, FAILED), (1, FAILED)),
            ("li", "01_kata"): refused,
            ("wang", "01_kata"): flagged,
        },
    )


def test_only_grades_and_comments_change(book):
    """Every other cell, row and column comes back as it was, in its order, columns of no meaning too."""
    columns = ("Group", *reversed(COLUMNS), 'Marker, "x"')
    before = sheet(row("Participant 1", "Chen"), row("Participant 2", "nobody"), columns=columns)
    after = fill(book, before, "01_kata")
    untouched = [{**cells} for cells in table(before.text)]
    untouched[0] |= {"Grade": "33.33", "Feedback comments": "Task 1: Not what the task asks for."}
    assert table(after.text) == untouched
    assert after.text.splitlines()[0] == before.text.splitlines()[0]


def test_a_worksheet_in_which_nothing_is_filled_is_the_same(book):
    """Line ends, the byte order mark and hostile cells stay; a lone carriage return in a cell too."""
    strangers = [row(name=name, comment=text) for name in HOSTILE for text in ("a\rb", "a\r\nb\nc")]
    for mark in ("", "\ufeff"):
        for end in ("\r\n", "\n"):
            before = sheet(*strangers, end=end, mark=mark)
            after = fill(book, before, None).text
            assert table(after) == table(before.text)
            assert after.startswith("\ufeff") == bool(mark)
            assert after.endswith("\r\n") == (end == "\r\n")
    plain_sheet = sheet(row(name="nobody"))
    assert fill(book, plain_sheet, None).text == plain_sheet.text


@pytest.mark.parametrize(
    ("most", "grade"),
    [("100.00", "33.33"), ("100,00", "33.33"), ("10", "3.33"), ("3", "1"), ("1", "0.33"), ("20.5", "6.83")],
)
def test_the_grade_is_scaled_exactly_and_rounded_last(book, most, grade):
    """A third of 3 is 1 and not 0.99, whether the maximum is written with a point or a comma."""
    assert grades(fill(book, sheet(row(name="chen", most=most)), "01_kata")) == [grade]


def test_a_grade_of_one_exercise_or_of_the_total(make_info, make_run, make_book):
    """Without an exercise the total counts, of which what is missing earned nothing."""
    infos = [
        make_info(slug, points=points, tasks=1) for slug, points in (("01_a", 10), ("02_b", 5), ("03_c", 5))
    ]
    runs = {
        ("chen", "01_a"): make_run((1, PASSED), slug="01_a"),
        ("chen", "02_b"): make_run((1, FAILED), slug="02_b"),
    }
    book = make_book(infos, runs)
    before = sheet(row(name="chen"))
    assert grades(fill(book, before, "01_a")) == ["100"]
    assert grades(fill(book, before, "02_b")) == ["0"]
    total = fill(book, before, None)
    assert grades(total) == ["50"]
    assert table(total.text)[0]["Feedback comments"] == "02_b: Task 1: Not what the task asks for."
    missing = fill(book, before, "03_c")
    assert missing.text == before.text
    assert missing.notices == (f"{FILE}: line 2: left as it was: 'chen' has handed nothing in",)
    with pytest.raises(
        UsageError, match="there is no exercise '04_d' in the results; there are 01_a, 02_b, 03_c"
    ):
        fill(book, before, "04_d")


@pytest.mark.parametrize("exercise", ["01_kata", None])
def test_rows_without_a_score_that_counts_stay_as_they_are(book, exercise):
    """Provisional, without a score, locked, of nobody: the row is as it was, and a line says why."""
    before = sheet(
        row(name="wang", grade="7"),
        row(name="li", grade="8"),
        row(name="chen", grade="9", changeable="No"),
        row(name="Nobody", email="nobody@example.edu"),
    )
    after = fill(book, before, exercise)
    assert after.text == before.text
    assert after.notices == (
        f"{FILE}: line 2: left as it was: the score of 'wang' is provisional, a person must look at 01_kata",
        f"{FILE}: line 3: left as it was: 'li' has no score for 01_kata",
        f"{FILE}: line 4: left as it was: the grade of 'chen' cannot be changed in Moodle",
        f"{FILE}: line 5: left as it was: no learner, or more than one, is meant by 'nobody@example.edu', 'Nobody'",
    )


def test_what_a_person_has_set_is_filled_in(book):
    """An override counts, whatever was judged."""
    override = Override(points=Fraction(25, 3), reason="seen in the lab", by="Prof. Han", digest=None)
    book = replace(book, table=tuple((replace(cells[0], override=override),) for cells in book.table))
    assert grades(fill(book, sheet(row(name="wang"), row(name="li")), None)) == ["83.33", "83.33"]


def test_a_learner_without_a_row_is_told(book):
    """Rows are never made up: whose points go nowhere is told instead."""
    after = fill(book, sheet(row(name="chen")), None)
    assert len(table(after.text)) == 1
    assert after.notices == (f"{FILE}: 'li' has points, but no row", f"{FILE}: 'wang' has points, but no row")


# --- whose a row is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learner", "cells"),
    [
        ("s1", {"id_number": "S1", "name": "somebody"}),
        ("chen@example.edu", {"email": "Chen@Example.edu"}),
        ("chen", {"email": "chen@example.edu"}),
        ("Ångström", {"name": "A\u030angstro\u0308m"}),
        ("Participant 123", {"identifier": "Participant 123", "name": "Participant 123"}),
        ("Participant_123", {"identifier": "Participant 123"}),
        ("123", {"identifier": "Participant 123"}),
        ("Chen Yi_123_assignsubmission_file_", {"identifier": "Participant 123", "name": "Somebody"}),
        ("Chen Yi_123_assignsubmission_file_", {"name": "Chen Yi"}),
        ("=1+1", {"name": "'=1+1"}),
    ],
)
def test_a_row_is_matched_by_what_it_says(make_info, make_run, make_book, learner, cells):
    """By id number, email, name or identifier; letters count as the same in either case and however composed."""
    book = make_book([make_info(tasks=1)], {(learner, "01_kata"): make_run((1, PASSED))})
    after = fill(book, sheet(row(**cells)), None)
    assert grades(after) == ["100"]
    assert after.notices == ()


def test_a_row_is_matched_through_the_roster(make_info, make_run, make_book):
    """A folder that is called after an email is found by the id number of the person who has it."""
    book = make_book([make_info(tasks=1)], {("chen", "01_kata"): make_run((1, PASSED))})
    people = [Person(id="s1", name="陈一", email="chen@example.edu")]
    book = replace(book, roster=match(people, book.learners))
    for cells in ({"id_number": "s1"}, {"name": "陈一"}, {"email": "chen@example.edu"}):
        assert grades(fill(book, sheet(row(**cells)), None)) == ["100"]


def test_a_number_of_a_participant_is_nobodys_id_number(make_info, make_run, make_book):
    """Participant 123 with a name is not the learner whose folder is called after the id number 123."""
    book = make_book([make_info(tasks=1)], {("123", "01_kata"): make_run((1, PASSED))})
    assert grades(fill(book, sheet(row("Participant 123", "Wang", id_number="77")), None)) == [""]


def test_nobody_gets_the_grade_of_a_namesake(make_info, make_run, make_book):
    """Of two people of the same name, one of whom handed nothing in, each row is of its own person."""
    book = make_book([make_info(tasks=1)], {("s1", "01_kata"): make_run((1, PASSED))})
    people = [Person(id="s1", name="王伟"), Person(id="s2", name="王伟")]
    book = replace(book, roster=match(people, book.learners))
    both = sheet(row(name="王伟", id_number="s2"), row(name="王伟", id_number="s1"))
    after = fill(book, both, None)
    assert grades(after) == ["", "100"]
    assert after.notices == (f"{FILE}: line 2: left as it was: nothing was handed in by 's2', '王伟'",)
    assert grades(fill(book, sheet(row(name="王伟")), None)) == [""]


def test_two_rows_of_the_same_learner_are_not_filled(make_info, make_run, make_book):
    """If two rows mean the same learner, neither is taken for the right one."""
    book = make_book([make_info(tasks=1)], {("Chen", "01_kata"): make_run((1, PASSED))})
    after = fill(book, sheet(row(name="Chen", email="a@x"), row(name="chen", email="b@x")), None)
    assert grades(after) == ["", ""]
    assert ["2 rows" in notice for notice in after.notices] == [True, True]


# --- comments ---------------------------------------------------------------------------------------------------


def test_a_comment_has_a_line_for_each_open_task(make_info, make_run, make_book):
    """The first failing check of each task, in HTML; where all passed, nothing; without the column, none."""
    outcomes = (1, PASSED), (2, FAILED), (2, Outcome.TIMED_OUT), (3, Outcome.TIMED_OUT)
    runs = {
        ("chen", "01_kata"): make_run(*outcomes),
        ("li", "01_kata"): make_run((1, PASSED), (2, PASSED), (3, PASSED)),
    }
    book = make_book([make_info(tasks=3)], runs)
    rows = row(name="chen"), row(name="li")
    chen, li = table(fill(book, sheet(*rows), None).text)
    assert chen["Feedback comments"].split("<br>") == [
        "Task 2: Not what the task asks for.",
        "Task 3: Still running when its time was up.",
    ]
    assert li["Feedback comments"] == ""
    without = fill(book, sheet(*rows, columns=COLUMNS[:-1]), None)
    assert grades(without) == ["33.33", "100"]
    assert list(table(without.text)[0]) == list(COLUMNS[:-1])


def test_a_comment_is_in_the_learners_language(make_info, make_run, make_book):
    """The language of the roster, else the one that was asked for."""
    book = make_book([make_info(tasks=1)], {("chen", "01_kata"): make_run((1, FAILED))})
    before = sheet(row(name="chen"))
    english, chinese = "Task 1: ", "第 1 题："
    spoken = replace(book, roster=match([Person(id="chen", language="zh")], book.learners))
    assert table(fill(book, before, None).text)[0]["Feedback comments"].startswith(english)
    assert chinese in table(fill(spoken, before, None).text)[0]["Feedback comments"]
    assert chinese in table(fill(book, before, None, Language.CHINESE).text)[0]["Feedback comments"]


def test_hostile_learners_stay_text(make_info, make_book):
    """Whatever names and messages say, rows are found, names come back, and a comment is neither formula nor HTML."""

    def run(text):
        check = CheckResult(id="a", task=1, outcome=FAILED, message=text)
        return RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))

    book = make_book([make_info(tasks=1)], {(name, "01_kata"): run(name) for name in HOSTILE})
    after = table(fill(book, sheet(*(row(name=name) for name in HOSTILE)), "01_kata").text)
    assert [cells["Full name"] for cells in after] == list(HOSTILE)
    assert {cells["Grade"] for cells in after} == {"0"}
    for name, cells in zip(HOSTILE, after, strict=True):
        comment = cells["Feedback comments"]
        assert "<" not in comment
        assert not comment.startswith(tuple("=+-@\t\r\n"))
        assert html.unescape(plain(comment)) == f"Task 1: {name.partition(chr(10))[0]}"


def test_a_file_that_fails_as_a_whole_is_told_once(make_info, make_book):
    """Every task fails alike, so there is one line, without a task; nor is it a formula where it looks like one."""
    diagnosis = Diagnosis(cause=Cause.SYNTAX, headline=say("={what}", what="1+1"))
    checks = tuple(CheckResult(id="a", task=task, outcome=FAILED, diagnosis=diagnosis) for task in (1, 2))
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=checks)
    after = fill(make_book([make_info()], {("chen", "01_kata"): run}), sheet(row(name="chen")), None)
    assert table(after.text)[0]["Feedback comments"] == "'=1+1"


# --- what is no worksheet ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no column `Grade`; download the grading worksheet from Moodle again"),
        ("Identifier;Grade;Maximum Grade\r\n", "line 1: there is no column `Grade`"),
        ("编号,成绩\r\n", "line 1: there is no column `Grade`; .* with Moodle set to English"),
        ("Identifier,Grade\r\n", "line 1: there is no column `Maximum Grade`; .* graded by points"),
        (
            "Grade,Maximum Grade\r\n",
            "line 1: none of the columns `ID number`, .* which tell who a row is; download",
        ),
        ("Full name,Grade,Grade,Maximum Grade\r\n", "line 1: the column `Grade` is there twice"),
        (
            "Full name,Grade,Maximum Grade\r\nchen,,ten\r\n",
            "line 2: column `Maximum Grade`: 'ten' is no number",
        ),
        ("Full name,Grade,Maximum Grade\r\nchen,,0\r\n", "line 2: column `Maximum Grade`: '0' is no number"),
        ("Full name,Grade,Maximum Grade\r\nchen\r\n", "line 2: column `Grade`: has no cell in this row"),
        (
            "Full name,Grade,Maximum Grade\r\nchen,,1,2\r\n",
            "line 2: has more cells .*, after `Maximum Grade`",
        ),
        ('Full name,Grade,Maximum Grade\r\n"chen"x,,1\r\n', "line 2: is not CSV"),
    ],
)
def test_what_is_no_worksheet_is_said_in_a_line(book, text, said):
    """The file, the line, the column and what to do."""
    with pytest.raises(UsageError, match=rf"^{FILE}: {said}") as raised:
        fill(book, Written(name=FILE, text=text), None)
    assert "\n" not in str(raised.value)
