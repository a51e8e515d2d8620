"""The headline of a check names the true cause: what kept the program from running, what it blocked, what it gave."""

from __future__ import annotations

import pytest

from grader.clock.sightings import Blocking, Place, Sightings
from grader.diagnosis import LONGEST, Comparison, Diagnosis, Evidence, diagnose, shorten, where
from grader.observation import Failure, Observation, Opaque, Trouble
from grader.results import Where

PLACE = Place(file="parts/kata.py", line=14, function="foo", source="x = 1 / 0")
OUTER = Place(file="kata.py", line=3, function="<module>", source="import parts")
BARE = Place(file="kata.py", line=7, function="foo")
MODULE = Place(file="kata.py", line=7, function="<module>")


def failed(trouble: Trouble, **fields: object) -> Diagnosis:
    """The diagnosis of a failure."""
    return diagnose(Evidence(failure=Failure(trouble=trouble, **fields)))


def compared(
    seen: object, expected: object, operator: str = "==", *observations: Observation, said: str = ""
):
    """The diagnosis of a comparison that did not hold."""
    comparison = Comparison(seen=seen, operator=operator, expected=expected)
    return diagnose(Evidence(comparison=comparison, observations=list(observations), said=said))


def blocked(kind: str = "time.sleep", line: int = 14, elapsed: float = 7.0) -> Observation:
    """An observation of a program that blocked its loop for 3 seconds."""
    place = Place(file="/home/li/kata.py", line=line, function="foo")
    blocking = Blocking(kind=kind, place=place, start=0, duration=3.0, task=None, thread="MainThread")
    return Observation(elapsed=elapsed, sightings=Sightings(blockings=(blocking,)))


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
    Trouble.NOT_UTF8: [({}, "Python cannot read the file: it is not saved as UTF-8 text.")],
    Trouble.IMPORT: [
        (
            {"type": "ZeroDivisionError", "message": "division by zero", "frames": (PLACE,)},
            "The file cannot be imported: ZeroDivisionError: division by zero at kata.py:14: `x = 1 / 0`",
        ),
        (
            {"type": "SystemExit", "message": "0", "frames": (PLACE,)},
            "The file ends the program while it is imported at kata.py:14: `x = 1 / 0`",
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
            "What it hands out cannot be used as the task uses it: 'NoneType' object is not an iterator.",
        )
    ],
    Trouble.DEADLOCK: [
        (
            {"message": "Task-1 at line 14", "frames": (PLACE,)},
            "Everything waits and nothing can go on (Task-1 at line 14): `x = 1 / 0`",
        ),
        ({}, "Everything waits and nothing can go on"),
    ],
    Trouble.DEADLINE: [
        ({"message": "2", "frames": (PLACE,)}, "Still running after 2 s at kata.py:14: `x = 1 / 0`"),
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
            "Uses a real socket, which the exercise does not need at kata.py:14: `x = 1 / 0`",
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
    assert failed(trouble, **fields).headline == headline


def test_a_failure_points_at_the_innermost_line():
    """Of several of the learner's frames the last is to blame; its folder is left out."""
    assert failed(Trouble.RAISED, type="E", frames=(OUTER, PLACE)).where == Where(file="kata.py", line=14)
    assert failed(Trouble.RAISED, type="E").where is None
    assert where(None) is None


def test_a_failure_comes_before_everything_else():
    """What kept the program from giving a value is the cause, whatever the spec said or compared."""
    evidence = Evidence(
        failure=Failure(trouble=Trouble.GARBLED),
        said="Said.",
        comparison=Comparison(seen=1, operator="==", expected=2),
        broken="Broken.",
    )
    assert diagnose(evidence).headline == "Its answer is too large, or not an answer at all."


def test_what_was_given():
    """A value of the scenario was given."""
    value = [1, 2]
    assert compared(value, [1, 3], "==", Observation(value=value)).headline == "Gave [1, 2], expected [1, 3]."


def test_what_was_given_by_an_earlier_call():
    """With several calls in a check, the value of each is known."""
    value = [1, 2]
    seen = Observation(value=value), Observation(value="other")
    assert compared(value, [1, 3], "==", *seen).headline == "Gave [1, 2], expected [1, 3]."


def test_what_was_printed():
    """Output is shown with its line breaks."""
    output = "4\n5\n"
    seen = Observation(output=output)
    assert compared(output, "4\n", "==", seen).headline == "Printed '4\\n5\\n', expected '4\\n'."


def test_an_empty_text_that_was_given_was_not_printed():
    """Python has one empty text only: a program that gave it and printed nothing gave it."""
    seen = Observation(value="", output="")
    assert compared(seen.value, "Done", "==", seen).headline == "Gave '', expected 'Done'."


def test_what_is_worked_out_was_seen():
    """A value that the spec derived was neither given nor printed."""
    assert compared(3, 4, "==", Observation(value=[1, 2, 3])).headline == "Saw 3, expected 4."


def test_what_is_not_plain_is_shown_as_it_shows_itself():
    """A stand-in reads as the value's own repr."""
    value = Opaque(type="generator", text="<generator object foo>")
    headline = compared(value, [1], "==", Observation(value=value)).headline
    assert headline == "Gave <generator object foo>, expected [1]."


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        ("==", "expected 4"),
        ("is", "expected 4"),
        ("in", "expected one of 4"),
        ("<=", "expected <= 4"),
        ("!=", "expected != 4"),
        ("not in", "expected not in 4"),
    ],
)
def test_the_operator_is_told(operator, words):
    """Only an equality is told without its operator; otherwise it would read as one."""
    assert compared(3, 4, operator).headline == f"Saw 3, {words}."


@pytest.mark.parametrize(
    ("elapsed", "expected", "operator", "headline"),
    [
        (7.0, 4, "==", "Took 7 s, expected 4 s."),
        (0.5, 0.25, "==", "Took 0.5 s, expected 0.25 s."),
        (7.0, 4, "<=", "Took 7 s, expected <= 4 s."),
        (4.000000001, 4, "==", "Took 4.000000001 s, expected 4 s."),
        (7.0, [4, 5], "in", "Took 7 s."),
    ],
)
def test_how_long_it_took(elapsed, expected, operator, headline):
    """Seconds are told with as many digits as show the difference."""
    seen = Observation(elapsed=elapsed)
    assert compared(seen.elapsed, expected, operator, seen).headline == headline


def test_what_blocked_is_named_with_its_line():
    """A wrong time with a blocking call names the call, its line and how long it blocked."""
    seen = blocked()
    assert compared(seen.elapsed, 4, "==", seen) == Diagnosis(
        headline="Took 7 s, expected 4 s: kata.py:14 blocked the event loop for 3 s with `time.sleep`.",
        where=Where(file="kata.py", line=14),
    )


def test_a_busy_loop_has_words_of_its_own():
    """A busy loop is no call that could be named."""
    seen = blocked("busy-wait")
    assert compared(seen.elapsed, 4, "==", seen).headline == (
        "Took 7 s, expected 4 s: kata.py:14 blocked the event loop for 3 s with a busy loop."
    )


def test_the_blame_is_of_the_call_that_was_measured():
    """With two calls in a check, what the other one blocked does not count."""
    first, second = blocked(line=14, elapsed=7.0), blocked(line=99, elapsed=8.0)
    assert compared(first.elapsed, 4, "==", first, second).where == Where(file="kata.py", line=14)
    quiet = Observation(elapsed=5.0)
    assert compared(quiet.elapsed, 4, "==", quiet, second).headline == "Took 5 s, expected 4 s."


def test_a_spec_has_the_first_word():
    """What a spec says is the headline; an equality below it is the detail."""
    value = [1, 2]
    seen = Observation(value=value)
    assert compared(value, [2, 1], "==", seen, said="It is the wrong way round.") == Diagnosis(
        headline="It is the wrong way round.", detail="Gave [1, 2], expected [2, 1]."
    )


def test_other_comparisons_are_no_detail():
    """`expected != [1, 2]` below a spec's own words would only puzzle."""
    value = [1, 2]
    diagnosis = compared(value, [1, 2], "!=", Observation(value=value), said="It gave its argument back.")
    assert diagnosis == Diagnosis(headline="It gave its argument back.")


def test_a_spec_that_speaks_points_at_what_blocked():
    """Also under a spec's own words the line that blocked is the one to look at."""
    seen = blocked()
    assert diagnose(Evidence(said="They waited for each other.", observations=[seen])) == Diagnosis(
        headline="They waited for each other.", where=Where(file="kata.py", line=14)
    )


def test_a_broken_spec_says_so():
    """An error of the spec's own is not the learner's."""
    assert diagnose(Evidence(broken="NameError: x")).headline == "The check itself broke: NameError: x"


def test_without_evidence_there_are_plain_words():
    """An assertion that compared nothing and said nothing still has a headline."""
    assert diagnose(Evidence()).headline == "Not what the task asks for."


def test_a_short_value_is_shown_whole():
    """Up to the limit nothing is cut."""
    text = "x" * (LONGEST - 2)
    assert shorten(text, "y") == repr(text)


def test_a_long_value_is_cut_around_the_difference():
    """Of a thousand numbers, those around the first that differs are shown."""
    seen, expected = list(range(1000)), [*range(500), 7, *range(501, 1000)]
    shown, wanted = shorten(seen, expected), shorten(expected, seen)
    assert "498, 499, 500, 501, 502" in shown
    assert "498, 499, 7, 501, 502" in wanted
    for cut in (shown, wanted):
        assert (cut[0], cut[-1], len(cut)) == ("…", "…", LONGEST + 2)


def test_a_difference_at_the_start_keeps_the_start():
    """Only the end is cut off."""
    cut = shorten("a" * 500, "b" * 500)
    assert cut == "'" + "a" * (LONGEST - 1) + "…"


@pytest.mark.parametrize(
    ("seen", "expected", "end"),
    [
        (list(range(300)), list(range(301)), "298, 299]"),
        (int("1" * 300), int("1" * 299), "1"),
        ("a" * 300, "a" * 299, "a'"),
    ],
)
def test_a_difference_at_the_end_keeps_the_end(seen, expected, end):
    """Where one is only longer than the other, the end is what differs."""
    cut = shorten(seen, expected)
    assert cut.startswith("…")
    assert cut.endswith(end)
    assert len(cut) == LONGEST + 1
