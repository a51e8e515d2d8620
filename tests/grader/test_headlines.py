"""The table of headlines names every wrong program, with what it declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.causes import Cause, Diagnosis
from grader.exercises import load_course
from grader.headlines import Headline, headline, read, table
from grader.language import say
from grader.programs import declaration, matches, programs_of
from grader.results import CheckResult, Outcome

ROOT = Path(__file__).parents[2]
ROWS = (
    Headline(exercise="01_a", program="x.py", cause="raised", english="Raised | a", chinese="抛出了 | a"),
    Headline(exercise="02_b", program="y.py", cause="as_said", english="It ended.", chinese="它结束了。"),
)


def test_a_table_can_be_read_back():
    """Bars within a cell are escaped."""
    assert tuple(read(table(ROWS))) == ROWS


@pytest.mark.parametrize(
    ("declared", "english", "chinese"),
    [
        ("Still running at k.py:3: `x`", "Still running at k.py:3: `x`", "还在运行，停在 k.py:3: `x`"),
        ("Still running at k.py...", "Still running at k.py...", "还在运行，停在 ..."),
    ],
)
def test_what_varies_is_left_out(own_course, declared, english, chinese):
    """A line that differs from run to run would change the table each time."""
    exercise = load_course(own_course).exercises[0]
    said = Diagnosis(cause=Cause.STILL_RUNNING, headline=say("Still running at {spot}", spot="k.py:3: `x`"))
    check = CheckResult(id="a", task=1, outcome=Outcome.TIMED_OUT, diagnosis=said)
    row = headline(exercise, "x.py", check, declared)
    assert (row.cause, row.english, row.chinese) == ("still_running", english, chinese)


def test_the_table_names_every_wrong_program():
    """`grader validate --headlines tests/specs/headlines.md` writes it; nothing is missing, nothing stale."""
    course = load_course(ROOT)
    listed = [
        (row.exercise, row.program) for row in read((ROOT / "tests/specs/headlines.md").read_text("utf-8"))
    ]
    wrong = [program for one in course.exercises for program in programs_of(one) if program.kind == "wrong"]
    assert listed == [(program.exercise.slug, program.path.name) for program in wrong]


def test_the_table_says_what_the_programs_declare():
    """Its English is the `Says:` of each program; its Chinese is Chinese where the exercise is translated."""
    exercises = load_course(ROOT).by_slug
    for row in read((ROOT / "tests/specs/headlines.md").read_text("utf-8")):
        exercise = exercises[row.exercise]
        declared = declaration(exercise.hidden / "wrong" / row.program)
        assert declared is not None
        assert matches(row.english, declared.message) or row.english == declared.message
        if exercise.chinese.is_file():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in row.chinese), row
