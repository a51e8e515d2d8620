"""What the tests of the formats share: learners whose names and programs try to be more than text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from grader.causes import Cause, Diagnosis
from grader.flags import Flag, FoundBy
from grader.gradebook import Gradebook
from grader.language import say
from grader.results import CheckResult, Outcome, RunResult, Status, Where

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "李雷",
    'a,"b"\nc',
    "<script>alert(1)</script>",
    "]]>&amp;<!--",
    "::error file=a::b",
    "##[error]c",
    "a|b`c`*d*_e_ [f](g) #1",
    "100%0Adone",
    "tab\there\r\nthere",
    "x" * 200,
)
"""Names, and texts, that have a meaning somewhere."""

MakeHostile = Callable[..., Gradebook]


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text)[:12])
def hostile(request: pytest.FixtureRequest) -> str:
    """A text that has a meaning somewhere."""
    text: str = request.param
    return text


@pytest.fixture
def make_hostile(make_info: Callable[..., object], make_book: Callable[..., Gradebook]) -> MakeHostile:
    """Make a gradebook in which every text of each learner's is the learner's name."""

    def made(learners: Sequence[str] = HOSTILE) -> Gradebook:
        return make_book([make_info(tasks=2)], {(learner, "01_kata"): _run(learner) for learner in learners})

    return made


def _run(text: str) -> RunResult:
    failed = CheckResult(
        id="test_a",
        task=1,
        outcome=Outcome.FAILED,
        title="It holds.",
        message=text,
        called=text,
        where=Where(file="kata.py", line=3),
        output=text,
    )
    passed = replace(failed, id="test_b", task=2, outcome=Outcome.PASSED, message="")
    flag = Flag(code="patched", reason=text, file="kata.py", line=4, evidence=text, found_by=FoundBy.SCAN)
    return RunResult(exercise="01_kata", status=Status.GRADED, checks=(failed, passed), flags=(flag,))


@pytest.fixture
def unreadable() -> RunResult:
    """The run of a file that Python cannot read: three tasks fail by it, task 2 with two checks."""
    diagnosis = Diagnosis(
        cause=Cause.SYNTAX, headline=say("Python cannot read the file: {error}", error="'(' was never closed")
    )
    checks = (
        CheckResult(
            id=f"test_{number}",
            task=task,
            outcome=Outcome.FAILED,
            diagnosis=diagnosis,
            where=Where(file="kata.py", line=1),
        )
        for number, task in enumerate((1, 2, 2, 3))
    )
    return RunResult(exercise="01_kata", status=Status.GRADED, checks=tuple(checks))
