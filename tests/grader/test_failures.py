"""What kept a program from giving a value: a headline with the true cause, and the line."""

from __future__ import annotations

import pytest

from grader.causes import Cause, Diagnosis, Frame, Label, Where
from grader.clock.sightings import Deadlock, Place, Sightings, Waiter
from grader.failures import is_learners, of_failure, where
from grader.observation import Failure, Trouble

PLACE = Place(file="parts/kata.py", line=14, function="foo", source="x = 1 / 0")
OUTER = Place(file="kata.py", line=3, function="<module>", source="import parts")
BARE = Place(file="kata.py", line=7, function="foo")
MODULE = Place(file="kata.py", line=7, function="<module>")
SCENARIO = Place(file="scenarios.py", line=9, function="queue", source="await submission.run()")


def failed(trouble: Trouble, sightings: Sightings | None = None, **fields: object) -> Diagnosis:
    """The diagnosis of a failure."""
    return of_failure(Failure(trouble=trouble, **fields), sightings or Sightings())


def reasons(diagnosis: Diagnosis) -> list[str]:
    """What it says of the why."""
    return [str(row.text) for row in diagnosis.rows if row.label is Label.WHY]


HEADLINES = {
    Trouble.RAISED: [
        (
            {"type": "ZeroDivisionError", "message": "division by zero", "frames": (OUTER, PLACE)},
            "Raised ZeroDivisionError: division by zero at kata.py:14: `x = 1 / 0`",
        ),
        ({"type": "KeyError"}, "Raised KeyError"),
        ({"type": "KeyError", "frames": (BARE,)}, "Raised KeyError at kata.py:7"),
    ],
    Trouble.NOT_IMPLEMENTED: [
        ({"frames": (BARE,)}, "`foo` is not written yet in kata.py:7."),
        ({"frames": (MODULE,)}, "This task is not written yet in kata.py:7."),
        ({}, "This task is not written yet."),
    ],
    Trouble.MISSING_FILE: [({"message": "kata.py"}, "There is no file kata.py.")],
    Trouble.SYNTAX: [
        (
            {"message": "'(' was never closed", "frames": (PLACE,)},
            "Python cannot read the file: '(' was never closed at kata.py:14: `x = 1 / 0`",
        )
    ],
    Trouble.NOT_UTF8: [
        ({}, "Python cannot read the file: it is not saved as UTF-8 text."),
        (
            {"message": "source code string cannot contain null bytes"},
            "Python cannot read the file: it holds a null byte, as no text does.",
        ),
    ],
    Trouble.IMPORT: [
        (
            {"type": "ZeroDivisionError", "message": "division by zero", "frames": (PLACE,)},
            "The file cannot be imported: ZeroDivisionError: division by zero at kata.py:14: `x = 1 / 0`",
        ),
        (
            {"type": "SystemExit", "message": "0", "frames": (PLACE,)},
            "While it is imported, the file ends the program at kata.py:14: `x = 1 / 0`",
        ),
    ],
    Trouble.MISSING_NAME: [
        ({"message": "averager"}, "The file has no `averager`."),
        ({"message": "averager,average"}, "The file has no `averager`. Did you mean `average`?"),
    ],
    Trouble.SIGNATURE: [
        (
            {"type": "TypeError", "message": "f() takes 0 positional arguments but 1 was given"},
            "It cannot be called as the task calls it: f() takes 0 positional arguments but 1 was given.",
        )
    ],
    Trouble.MISUSED: [
        (
            {"type": "TypeError", "message": "'NoneType' object is not an iterator"},
            "It gave None, on which `next()` does not work.",
        ),
        (
            {"type": "TypeError", "message": "object generator can't be used in 'await' expression"},
            "It gave a value of type `generator`, on which `await` does not work.",
        ),
        (
            {"type": "TypeError", "message": "__await__() returned a coroutine"},
            "What it hands out cannot be used as the task uses it: __await__() returned a coroutine.",
        ),
    ],
    Trouble.DEADLOCK: [
        (
            {"message": "Task-1 at line 14", "frames": (PLACE,)},
            "Everything waits and nothing can go on: kata.py:14: `x = 1 / 0`",
        ),
        ({}, "Everything waits and nothing can go on"),
    ],
    Trouble.DEADLINE: [
        ({"message": "2", "frames": (PLACE,)}, "Still running after 2 s at kata.py:14: `x = 1 / 0`"),
        (
            {"message": "1", "frames": (OUTER, PLACE)},
            "The file does not get through its import: after 1 s it is still at kata.py:14: `x = 1 / 0`",
        ),
        ({}, "Still running"),
    ],
    Trouble.CRASHED: [
        ({"type": "SIGSEGV"}, "Python itself crashed: SIGSEGV."),
        ({"message": "3"}, "The program ended itself before the check was over (exit status 3)."),
    ],
    Trouble.OUT_OF_MEMORY: [
        ({"frames": (PLACE,)}, "Ran out of memory at kata.py:14: `x = 1 / 0`"),
        ({}, "Ran out of memory"),
    ],
    Trouble.FORBIDDEN: [
        (
            {"message": "a real socket", "frames": (PLACE,)},
            "Uses a real socket, which no task needs: kata.py:14: `x = 1 / 0`",
        )
    ],
    Trouble.GARBLED: [({}, "Its answer is too large, or not an answer at all.")],
}


def test_every_trouble_is_told_here():
    """No trouble is without a headline."""
    assert set(HEADLINES) == set(Trouble)


@pytest.mark.parametrize(
    ("trouble", "fields", "headline"),
    [(trouble, *case) for trouble, cases in HEADLINES.items() for case in cases],
)
def test_the_headline_of_each_trouble(trouble, fields, headline):
    """It names what happened in plain words, and the learner's line where one is known."""
    assert str(failed(trouble, **fields).headline) == headline


@pytest.mark.parametrize("trouble", [Trouble.RAISED, Trouble.IMPORT])
@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("EOFError", "EOF when reading a line"),
        ("OSError", "pytest: reading from stdin while output is captured! Consider using `-s`."),
    ],
)
def test_who_asks_for_input_is_told_what_to_do(trouble, kind, message):
    """In the same words wherever it runs, and not in those of pytest."""
    diagnosis = failed(trouble, type=kind, message=message, frames=(PLACE,))
    assert "EOFError: EOF when reading a line at kata.py:14" in str(diagnosis.headline)
    (row,) = diagnosis.rows
    assert row.label is Label.NOTE
    assert str(row.text).startswith("Nobody is here to answer `input()`")


def test_a_failure_points_at_the_innermost_line():
    """Of several of the learner's frames the last is to blame; its folder is left out."""
    assert failed(Trouble.RAISED, type="E", frames=(OUTER, PLACE)).where == Where(file="kata.py", line=14)
    assert failed(Trouble.RAISED, type="E").where is None
    assert where(None) is None


def test_each_trouble_has_a_cause_of_its_own_kind():
    """The causes tell the troubles apart; what a worker garbles counts as crashed."""
    causes = {trouble: failed(trouble).cause for trouble in Trouble}
    assert causes[Trouble.GARBLED] is causes[Trouble.CRASHED] is Cause.CRASHED
    assert len(set(causes.values())) == len(Trouble) - 1


def test_a_syntax_error_has_a_caret():
    """The column at which Python stopped is kept beside the line."""
    diagnosis = failed(Trouble.SYNTAX, message="invalid syntax", frames=(PLACE,), column=5)
    assert (diagnosis.source, diagnosis.caret) == ("x = 1 / 0", 5)


def test_the_learners_frames_are_kept():
    """A traceback holds files without their folders, outermost first."""
    assert failed(Trouble.RAISED, type="E", frames=(OUTER, PLACE)).traceback == (
        Frame(file="kata.py", line=3, function="<module>", source="import parts"),
        Frame(file="kata.py", line=14, function="foo", source="x = 1 / 0"),
    )


def test_a_deadlock_names_each_task_and_its_line():
    """Those who wait are in the headline, and have a row with the line on which they do."""
    waiters = (
        Waiter(name="Task-1", place=SCENARIO, awaiting="gather"),
        Waiter(name="Task-2", place=PLACE, awaiting="Queue.get"),
        Waiter(name="Task-3", place=None, awaiting="Lock.acquire"),
    )
    seen = Sightings(deadlocks=(Deadlock(at=0, waiters=waiters),))
    diagnosis = failed(Trouble.DEADLOCK, seen, frames=(PLACE,))
    assert str(diagnosis.headline) == "Everything waits and nothing can go on: Task-2 (kata.py:14)"
    assert [(str(row.text), row.source) for row in diagnosis.rows] == [
        ("Task-2 at kata.py:14, for Queue.get", "x = 1 / 0")
    ]


def test_of_many_who_wait_the_headline_names_some():
    """Every one of them has a row, but a headline is a line."""
    waiters = tuple(Waiter(name=f"Task-{n}", place=BARE, awaiting="Event.wait") for n in range(5))
    diagnosis = failed(Trouble.DEADLOCK, Sightings(deadlocks=(Deadlock(at=0, waiters=waiters),)))
    assert str(diagnosis.headline).endswith("Task-0 (kata.py:7), Task-1 (kata.py:7), Task-2 (kata.py:7), ...")
    assert len(diagnosis.rows) == 5


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("'NoneType' object is not an iterator", "A function gives None"),
        ("'coroutine' object is not an iterator", "a generator is made by `def`"),
        ("'async_generator' object is not iterable", "a plain one is made by `def`"),
        ("object NoneType can't be used in 'await' expression", "Only an `async def` can be awaited"),
        (
            "object generator can't be used in 'await' expression",
            "what can be awaited is made by `async def`",
        ),
        ("object async_generator can't be used in 'await' expression", "it is read by `async for`"),
        ("'async for' requires an object with __aiter__ method, got coroutine", "A coroutine is awaited"),
    ],
)
def test_a_wrong_kind_is_explained(message, reason):
    """Where one kind of function was written for another, the row below says how each is made."""
    (said,) = reasons(failed(Trouble.MISUSED, type="TypeError", message=message))
    assert reason in said


def test_what_is_forbidden_is_explained():
    """It says why no exercise needs it."""
    (said,) = reasons(failed(Trouble.FORBIDDEN, message="a real socket"))
    assert "Time is virtual" in said


def test_a_loop_inside_a_loop_is_explained():
    """`asyncio.run` in a coroutine is a usual mistake, and Python's message does not say what to do."""
    message = "asyncio.run() cannot be called from a running event loop"
    (said,) = reasons(failed(Trouble.RAISED, type="RuntimeError", message=message))
    assert "use `await`" in said


def test_the_scenarios_are_not_the_learners():
    """What stands between spec and submission is nobody's mistake."""
    assert not is_learners(SCENARIO)
    assert not is_learners(None)
    assert is_learners(BARE)
