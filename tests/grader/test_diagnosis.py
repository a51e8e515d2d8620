"""The headline of a check names the true cause: what kept the program from running, what it blocked, what it gave."""

from __future__ import annotations

import pytest

from grader.causes import Cause, Label, Where
from grader.clock.sightings import Blocking, Place, Sightings
from grader.diagnosis import Evidence, diagnose
from grader.observation import Failure, Observation, Opaque, Trouble
from grader.timing import Comparison


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


def test_a_failure_comes_before_everything_else():
    """What kept the program from giving a value is the cause, whatever the spec said or compared."""
    evidence = Evidence(
        failure=Failure(trouble=Trouble.GARBLED),
        said="Said.",
        comparison=Comparison(seen=1, operator="==", expected=2),
        broken="Broken.",
    )
    assert str(diagnose(evidence).headline) == "Its answer is too large, or not an answer at all."


def test_what_was_given():
    """A value of the scenario was given."""
    value = [1, 2]
    assert (
        str(compared(value, [1, 3], "==", Observation(value=value)).headline)
        == "Gave [1, 2], expected [1, 3]."
    )


def test_what_was_given_by_an_earlier_call():
    """With several calls in a check, the value of each is known."""
    value = [1, 2]
    seen = Observation(value=value), Observation(value="other")
    assert str(compared(value, [1, 3], "==", *seen).headline) == "Gave [1, 2], expected [1, 3]."


def test_what_was_printed():
    """Output is shown with its line breaks."""
    output = "4\n5\n"
    seen = Observation(output=output)
    assert str(compared(output, "4\n", "==", seen).headline) == "Printed '4\\n5\\n', expected '4\\n'."


def test_an_empty_text_that_was_given_was_not_printed():
    """Python has one empty text only: a program that gave it and printed nothing gave it."""
    seen = Observation(value="", output="")
    assert str(compared(seen.value, "Done", "==", seen).headline) == "Gave '', expected 'Done'."


def test_what_is_worked_out_was_seen():
    """A value that the spec derived was neither given nor printed."""
    assert str(compared(3, 4, "==", Observation(value=[1, 2, 3])).headline) == "Saw 3, expected 4."


def test_what_is_not_plain_is_shown_as_it_shows_itself():
    """A stand-in reads as the value's own repr."""
    value = Opaque(type="Connection", text="<Connection object>")
    headline = str(compared(value, [1], "==", Observation(value=value)).headline)
    assert headline == "Gave <Connection object>, expected [1]."


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        ("coroutine", "Gave a coroutine, expected [1]: `await` it to get its result."),
        ("generator", "Gave a generator, expected [1]: a `yield` makes a function one."),
        (
            "async_generator",
            "Gave an async generator, expected [1]: a `yield` in an `async def` makes it one.",
        ),
        ("function", "Gave a function, expected [1]: call it to get its result."),
        ("method", "Gave a method, expected [1]: call it to get its result."),
        ("Task", "Gave a task or a future, expected [1]: `await` it to get its result."),
    ],
)
def test_what_gives_a_result_later_is_no_result(kind, headline):
    """A coroutine in place of its result is the cause, not that the two are not equal."""
    value = Opaque(type=kind, text=f"<{kind} object>")
    diagnosis = compared(value, [1], "==", Observation(value=value))
    assert (diagnosis.cause, str(diagnosis.headline)) == (Cause.WRONG_KIND, headline)


def test_the_right_values_in_another_order():
    """It says so, and what came first."""
    value = [1, 3, 2]
    diagnosis = compared(value, [1, 2, 3], "==", Observation(value=value))
    assert diagnosis.cause is Cause.ORDER
    assert str(diagnosis.rows[-1].text) == (
        "All of them are there, in another order: number 2 is 3, and should be 2."
    )


@pytest.mark.parametrize(
    ("value", "expected", "text"),
    [
        (list(range(9)), [*range(8), 7], "Number 9 is the first that differs: 8 in place of 7."),
        (list(range(9)), list(range(8)), "Number 9, 8, is one too many."),
        (list(range(8)), list(range(9)), "Number 9 is missing: 8."),
    ],
)
def test_in_long_lists_the_first_difference_is_told(value, expected, text):
    """Nobody should have to look for it."""
    diagnosis = compared(value, expected, "==", Observation(value=value))
    assert str(diagnosis.rows[-1].text) == text


def test_values_are_the_same_in_every_language():
    """A row with a value holds it as a value, which nothing translates."""
    value = [1]
    rows = compared(value, [2], "==", Observation(value=value)).rows
    assert [(row.label, dict(row.text.values)) for row in rows] == [
        (Label.GAVE, {"value": "[1]"}),
        (Label.EXPECTED, {"value": "[2]"}),
    ]


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
    assert str(compared(3, 4, operator).headline) == f"Saw 3, {words}."


def test_a_spec_has_the_first_word():
    """What a spec says is the headline; an equality below it is the detail."""
    value = [1, 2]
    seen = Observation(value=value)
    diagnosis = compared(value, [2, 1], "==", seen, said="It is the wrong way round.")
    assert diagnosis.message == "It is the wrong way round.\nGave [1, 2], expected [2, 1]."


def test_other_comparisons_are_no_detail():
    """`expected != [1, 2]` below a spec's own words would only puzzle."""
    value = [1, 2]
    diagnosis = compared(value, [1, 2], "!=", Observation(value=value), said="It gave its argument back.")
    assert (diagnosis.message, diagnosis.rows) == ("It gave its argument back.", ())


def test_a_spec_that_speaks_points_at_what_blocked():
    """Also under a spec's own words the line that blocked is the one to look at."""
    seen = blocked()
    diagnosis = diagnose(Evidence(said="They waited for each other.", observations=[seen]))
    assert diagnosis.message == "They waited for each other."
    assert diagnosis.cause is Cause.BLOCKED_THE_LOOP
    assert diagnosis.where == Where(file="kata.py", line=14)


def test_a_spec_that_speaks_of_time_keeps_its_cause():
    """Its words are the headline, what was measured stands below."""
    seen = blocked()
    diagnosis = compared(seen.elapsed, 4, "==", seen, said="They did not wait together.")
    assert (str(diagnosis.headline), diagnosis.cause) == (
        "They did not wait together.",
        Cause.BLOCKED_THE_LOOP,
    )
    assert str(diagnosis.details[0]).startswith("Took 7 s, expected 4 s: kata.py:14 blocked")


def test_the_blame_is_of_the_call_that_was_measured():
    """With two calls in a check, what the other one blocked does not count."""
    first, second = blocked(line=14, elapsed=7.0), blocked(line=99, elapsed=8.0)
    assert compared(first.elapsed, 4, "==", first, second).where == Where(file="kata.py", line=14)
    quiet = Observation(elapsed=5.0)
    assert str(compared(quiet.elapsed, 4, "==", quiet, second).headline) == "Took 5 s, expected 4 s."


def test_a_public_example_reads_the_clock_itself():
    """A number that it compares is a time where it is the one that passed."""
    seen = blocked()
    comparison = Comparison(seen=7.0, operator="==", expected=4)
    evidence = Evidence(comparison=comparison, observations=[seen], public=True)
    assert diagnose(evidence).cause is Cause.BLOCKED_THE_LOOP
    comparison = Comparison(seen=6.5, operator="==", expected=4)
    evidence = Evidence(comparison=comparison, observations=[seen], public=True)
    assert str(diagnose(evidence).headline) == "Saw 6.5, expected 4."


def test_another_order_is_told_with_its_seed():
    """What holds in the usual order only has a note with the seed."""
    diagnosis = diagnose(Evidence(said="It went wrong.", seed=7))
    assert "(seed 7)" in diagnosis.message
    assert diagnosis.rows[-1].label is Label.NOTE


def test_texts_of_a_program_are_cleaned():
    """Whatever a result takes over from a program goes through the same hands."""
    value = ["\x1b[2J"]
    diagnosis = compared(value, [], "==", Observation(value="\x1b")).clean(
        lambda text: text.replace("x1b", "ESC"), str
    )
    assert "ESC" in str(diagnosis.headline)
    assert "ESC" in str(diagnosis.rows[0].text)


def test_a_broken_spec_says_so():
    """An error of the spec's own is not the learner's."""
    assert str(diagnose(Evidence(broken="NameError: x")).headline) == "The check itself broke: NameError: x"


def test_without_evidence_there_are_plain_words():
    """An assertion that compared nothing and said nothing still has a headline."""
    assert str(diagnose(Evidence()).headline) == "Not what the task asks for."
