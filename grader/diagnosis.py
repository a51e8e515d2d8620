"""Why a check did not pass, with one cause first: evidence → diagnosis. Pure.

What kept the program from running comes first (`grader.failures`), then how long it took and what it blocked
(`grader.timing`, `grader.sighted`), then what it gave. How a diagnosis is laid out for a learner is the business of
`grader.feedback`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from grader.causes import Cause, Diagnosis, Label, Row
from grader.differences import Shown, difference, same_in_another_order, shorten
from grader.failures import of_failure
from grader.language import Sentence, say
from grader.observation import Failure, Observation, Opaque
from grader.sighted import of_sightings, why, with_sightings
from grader.timing import Comparison, of_time, operator_of


@dataclass(slots=True, kw_only=True)
class Evidence:
    """What is known of one check: filled while it runs, read when it is over."""

    called: list[str] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    again: list[Callable[[], Observation]] = field(default_factory=list)
    """What makes each of the observations once more, with a timeline."""
    comparison: Comparison | None = None
    failure: Failure | None = None
    """What kept the learner's program from giving a value."""
    said: str = ""
    """The spec's own message for the assertion that failed."""
    broken: str = ""
    """The exception with which the spec itself ended."""
    seed: int = 0
    """Of the order in which the last scenario ran; 0 is the usual one."""
    public: bool = False
    """Whether the check is a public example, which calls the learner's code and reads the clock itself."""

    @property
    def last(self) -> Observation:
        """The observation that the check ended on."""
        return self.observations[-1] if self.observations else Observation()


def diagnose(evidence: Evidence) -> Diagnosis:
    """The true cause, as far as the evidence shows it."""
    found = _cause(evidence)
    if not evidence.seed:
        return found
    note = say(
        "It holds in the usual order, but not where tasks that are ready at the same moment take turns in another "
        "order (seed {seed}).",
        seed=evidence.seed,
    )
    return replace(
        found, details=(*found.details, note), rows=(*found.rows, Row(label=Label.NOTE, text=note))
    )


def _cause(evidence: Evidence) -> Diagnosis:
    if evidence.failure is not None:
        return of_failure(evidence.failure, evidence.last.sightings)
    if any(seen.output_dropped for seen in evidence.observations):
        said = say("It printed far too much: only the first 64 KB are looked at.")
        return Diagnosis(cause=Cause.TOO_MUCH_OUTPUT, headline=said)
    if evidence.said:
        return _of_said(evidence)
    if evidence.comparison is not None:
        return _of_comparison(evidence.comparison, evidence)
    if evidence.broken:
        return Diagnosis(
            cause=Cause.GRADERS_FAULT,
            headline=say("The check itself broke: {error}", error=evidence.broken),
            rows=(
                why(say("This is a fault of the grader, not of yours: tell whoever gave you the exercise.")),
            ),
        )
    return Diagnosis(cause=Cause.AS_SAID, headline=say("Not what the task asks for."))


def _of_said(evidence: Evidence) -> Diagnosis:
    """The spec's own words as the headline, and below them what was compared and seen."""
    compared = evidence.comparison
    if compared is None or compared.operator != "==":  # the others would only puzzle
        sighted = of_sightings(evidence.last.sightings)
        return replace(sighted, headline=Sentence(evidence.said))
    found = _of_comparison(compared, evidence)
    place = found.where or of_sightings(evidence.last.sightings).where
    cause = Cause.AS_SAID if found.cause in (Cause.WRONG_VALUE, Cause.WRONG_TIME) else found.cause
    return replace(
        found, cause=cause, headline=Sentence(evidence.said), details=(found.headline,), where=place
    )


# --- values --------------------------------------------------------------------------------------------------------


def _of_comparison(comparison: Comparison, evidence: Evidence) -> Diagnosis:
    seen, expected = comparison.seen, comparison.expected
    for observation in reversed(evidence.observations):
        if seen is observation.elapsed or (evidence.public and _is_time(seen, observation)):
            return of_time(comparison, observation)
    label = _label(seen, evidence.observations)
    shown, wanted = shorten(seen, expected), operator_of(comparison) + shorten(expected, seen)
    found = Diagnosis(
        cause=Cause.WRONG_VALUE,
        headline=_compared(label, shown, wanted, comparison.operator),
        rows=(
            Row(label=label, text=_as_it_is(shown)),
            Row(label=Label.EXPECTED, text=_one_of(wanted, comparison.operator)),
        ),
    )
    if label is Label.GAVE and isinstance(seen, Opaque) and seen.type in _KINDS:
        return _of_kind(found, seen, wanted)
    if comparison.operator == "==" and (shift := same_in_another_order(seen, expected)) is not None:
        return replace(found, cause=Cause.ORDER, rows=(*found.rows, why(_order(shift))))
    if comparison.operator == "==" and (shift := difference(seen, expected)) is not None:
        found = replace(found, rows=(*found.rows, why(_first_difference(shift))))
    return found if evidence.said else with_sightings(found, evidence.last.sightings)


def _is_time(seen: Any, observation: Observation) -> bool:
    """Whether a number that a public example has worked out is the time that it took."""
    return isinstance(seen, float) and seen > 0 and seen == observation.elapsed


def _label(seen: Any, observations: list[Observation]) -> Label:
    # The value first: Python has only one empty text, which both a value and an output may be.
    if any(seen is observation.value for observation in observations):
        return Label.GAVE
    return Label.PRINTED if any(seen is observation.output for observation in observations) else Label.SAW


def _one_of(wanted: str, operator: str) -> Sentence:
    return say("one of {values}", values=wanted) if operator == "in" else _as_it_is(wanted)


def _as_it_is(value: str) -> Sentence:
    """A value, which is the same in every language."""
    return Sentence("{value}", {"value": value})


def _compared(label: Label, seen: str, wanted: str, operator: str) -> Sentence:
    one_of = operator == "in"
    templates = {
        (Label.GAVE, False): say("Gave {seen}, expected {expected}.", seen=seen, expected=wanted),
        (Label.PRINTED, False): say("Printed {seen}, expected {expected}.", seen=seen, expected=wanted),
        (Label.SAW, False): say("Saw {seen}, expected {expected}.", seen=seen, expected=wanted),
        (Label.GAVE, True): say("Gave {seen}, expected one of {expected}.", seen=seen, expected=wanted),
        (Label.PRINTED, True): say("Printed {seen}, expected one of {expected}.", seen=seen, expected=wanted),
        (Label.SAW, True): say("Saw {seen}, expected one of {expected}.", seen=seen, expected=wanted),
    }
    return templates[label, one_of]


def _order(shift: Shown) -> Sentence:
    return say(
        "All of them are there, in another order: number {number} is {seen}, and should be {expected}.",
        number=shift.number,
        seen=shift.seen,
        expected=shift.expected,
    )


def _first_difference(shift: Shown) -> Sentence:
    if not shift.expected:
        return say("Number {number}, {seen}, is one too many.", number=shift.number, seen=shift.seen)
    if not shift.seen:
        return say("Number {number} is missing: {expected}.", number=shift.number, expected=shift.expected)
    return say(
        "Number {number} is the first that differs: {seen} in place of {expected}.",
        number=shift.number,
        seen=shift.seen,
        expected=shift.expected,
    )


_KINDS = {
    "coroutine",
    "generator",
    "async_generator",
    "Task",
    "Future",
    "_GatheringFuture",
    "function",
    "method",
}


def _of_kind(found: Diagnosis, seen: Opaque, wanted: str) -> Diagnosis:
    """Something was given that would have had to be awaited, advanced or called first."""
    headline = {
        "coroutine": say(
            "Gave a coroutine, expected {expected}: `await` it to get its result.", expected=wanted
        ),
        "generator": say(
            "Gave a generator, expected {expected}: a `yield` makes a function one.", expected=wanted
        ),
        "async_generator": say(
            "Gave an async generator, expected {expected}: a `yield` in an `async def` makes it one.",
            expected=wanted,
        ),
        "function": say("Gave a function, expected {expected}: call it to get its result.", expected=wanted),
        "method": say("Gave a method, expected {expected}: call it to get its result.", expected=wanted),
    }.get(seen.type)
    if headline is None:
        headline = say(
            "Gave a task or a future, expected {expected}: `await` it to get its result.", expected=wanted
        )
    return replace(found, cause=Cause.WRONG_KIND, headline=headline)
