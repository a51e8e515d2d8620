"""Why a check did not pass, with one cause first: evidence → diagnosis. Pure.

What kept the program from running comes first (`grader.failures`), then what it blocked, then what it gave. How a
diagnosis is laid out for a learner is the business of `grader.feedback`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePath
from typing import Any

from grader.causes import Cause, Diagnosis, Label, Row
from grader.clock.sightings import Place, Sightings
from grader.differences import Shown, difference, same_in_another_order, shorten
from grader.failures import line_of, of_failure, where
from grader.language import Sentence, say
from grader.observation import Failure, Observation, Opaque
from grader.timelines import expected_lanes, seen_lanes

NOT_THE_LEARNERS = "scenarios.py"
"""The file that stands between the spec and the learner's; what happens there is no doing of the learner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison in a spec that did not hold: what was seen, the operator, what was expected."""

    seen: Any
    operator: str
    expected: Any


@dataclass(slots=True, kw_only=True)
class Evidence:
    """What is known of one check: filled while it runs, read when it is over."""

    called: list[str] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
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
                _why(say("This is a fault of the grader, not of yours: tell whoever gave you the exercise.")),
            ),
        )
    return Diagnosis(cause=Cause.AS_SAID, headline=say("Not what the task asks for."))


def _why(text: Sentence, place: Place | None = None) -> Row:
    return Row(label=Label.WHY, text=text, source=place.source if place else "")


def _of_said(evidence: Evidence) -> Diagnosis:
    """The spec's own words as the headline, and below them what was compared and seen."""
    compared = evidence.comparison
    if compared is None or compared.operator != "==":  # the others would only puzzle
        sighted = _of_sightings(evidence.last.sightings)
        return replace(sighted, headline=Sentence(evidence.said))
    found = _of_comparison(compared, evidence)
    place = found.where or _of_sightings(evidence.last.sightings).where
    cause = Cause.AS_SAID if found.cause in (Cause.WRONG_VALUE, Cause.WRONG_TIME) else found.cause
    return replace(
        found, cause=cause, headline=Sentence(evidence.said), details=(found.headline,), where=place
    )


# --- what was seen beside the value -------------------------------------------------------------------------------


def _of_sightings(seen: Sightings) -> Diagnosis:
    """What the clock saw that explains a check which failed: the cause, the line, and the row that tells it."""
    for blocking in seen.blockings:
        return _sighted(Cause.BLOCKED_THE_LOOP, _blocked(seen), blocking.place)
    for unawaited in seen.unawaited:
        if _is_learners(unawaited.place) and unawaited.place is not None:
            return _sighted(
                Cause.NEVER_AWAITED,
                say(
                    "{line} makes the coroutine `{name}` and never awaits it, so that it never runs.",
                    line=line_of(unawaited.place),
                    name=unawaited.coroutine,
                ),
                unawaited.place,
            )
    for swallowed in seen.swallowed:
        if _is_learners(swallowed.place) and swallowed.place is not None:
            return _sighted(
                Cause.CANCELLATION_SWALLOWED,
                say(
                    "{name} was cancelled at {line} and went on.",
                    name=swallowed.task,
                    line=line_of(swallowed.place),
                ),
                swallowed.place,
            )
    return _of_leftovers(seen)


def _of_leftovers(seen: Sightings) -> Diagnosis:
    for pending in seen.pending:
        if _is_learners(pending.place) and pending.place is not None:
            return _sighted(
                Cause.TASK_LEFT,
                say(
                    "{name} was still waiting at {line} when everything else was over.",
                    name=pending.task,
                    line=line_of(pending.place),
                ),
                pending.place,
            )
    for unclosed in seen.unclosed:
        if _is_learners(unclosed.place) and unclosed.place is not None:
            return _sighted(
                Cause.NEVER_CLOSED,
                say(
                    "The async generator `{name}` was never closed; it still stands at {line}.",
                    name=unclosed.generator,
                    line=line_of(unclosed.place),
                ),
                unclosed.place,
            )
    return Diagnosis(cause=Cause.AS_SAID, headline=say("Not what the task asks for."))


def _sighted(cause: Cause, text: Sentence, place: Place) -> Diagnosis:
    row = _why(text, place)
    return Diagnosis(cause=cause, headline=text, rows=(row,), where=where(place), source=place.source)


def _is_learners(place: Place | None) -> bool:
    return place is not None and PurePath(place.file).name != NOT_THE_LEARNERS


def _blocked(seen: Sightings) -> Sentence:
    blocking = seen.blockings[0]
    line, seconds = line_of(blocking.place), f"{blocking.duration:g}"
    if blocking.kind == "busy-wait":
        return say(
            "{line} blocked the event loop for {seconds} s with a busy loop.", line=line, seconds=seconds
        )
    return say(
        "{line} blocked the event loop for {seconds} s with `{call}`.",
        line=line,
        seconds=seconds,
        call=blocking.kind,
    )


# --- times ---------------------------------------------------------------------------------------------------------


def _of_time(comparison: Comparison, observation: Observation) -> Diagnosis:
    seen, expected, sightings = comparison.seen, comparison.expected, observation.sightings
    took, wanted = f"{seen:g}", ""
    if isinstance(expected, int | float):
        if took == f"{expected:g}":  # six digits are easier to read, as long as they show the difference
            took, wanted = f"{seen}", _operator(comparison) + f"{expected}"
        else:
            wanted = _operator(comparison) + f"{expected:g}"
    rows = [Row(label=Label.TOOK, text=say("{seconds} s", seconds=took))]
    if wanted:
        rows.append(Row(label=Label.EXPECTED, text=say("{seconds} s", seconds=wanted)))
    found = Diagnosis(cause=Cause.WRONG_TIME, headline=_took(took, wanted), rows=tuple(rows))
    if sightings.blockings:
        return _by_blocking(found, took, wanted, sightings)
    if comparison.operator == "==" and isinstance(expected, int | float):
        turns = _turns(observation, expected)
        if turns:
            return _in_turn(found, took, wanted, sightings)
    return _with_sightings(found, sightings)


def _took(took: str, wanted: str) -> Sentence:
    if wanted:
        return say("Took {seen} s, expected {expected} s.", seen=took, expected=wanted)
    return say("Took {seen} s.", seen=took)


def _by_blocking(found: Diagnosis, took: str, wanted: str, sightings: Sightings) -> Diagnosis:
    blocking = sightings.blockings[0]
    line, seconds, call = line_of(blocking.place), f"{blocking.duration:g}", blocking.kind
    busy, values = call == "busy-wait", {"seen": took, "line": line, "seconds": seconds}
    if wanted and busy:
        headline = say(
            "Took {seen} s, expected {expected} s: {line} blocked the event loop for {seconds} s with a busy loop.",
            expected=wanted,
            **values,
        )
    elif wanted:
        headline = say(
            "Took {seen} s, expected {expected} s: {line} blocked the event loop for {seconds} s with `{call}`.",
            expected=wanted,
            call=call,
            **values,
        )
    elif busy:
        headline = say(
            "Took {seen} s: {line} blocked the event loop for {seconds} s with a busy loop.", **values
        )
    else:
        headline = say(
            "Took {seen} s: {line} blocked the event loop for {seconds} s with `{call}`.", call=call, **values
        )
    found = replace(found, headline=headline)
    return _with(found, _sighted(Cause.BLOCKED_THE_LOOP, _why_not(call), blocking.place))


def _why_not(call: str) -> Sentence:
    """What a beginner may not know of a call that blocks."""
    if call == "time.sleep":
        return say(
            "`time.sleep` stops the whole loop: no other task runs. `await asyncio.sleep(...)` lets them run."
        )
    if call == "busy-wait":
        return say(
            "A loop that only looks at the clock lets no other task run; `await asyncio.sleep(...)` does."
        )
    return say("While this line waits, the whole loop stands still: no other task runs.")


def _turns(observation: Observation, expected: float) -> bool:
    """Whether what should have waited together did so one after the other."""
    lanes = seen_lanes(observation.sightings)
    return len(lanes) > 1 and expected_lanes(lanes, expected) is not None


def _in_turn(found: Diagnosis, took: str, wanted: str, sightings: Sightings) -> Diagnosis:
    rows = (
        Row(label=Label.TOOK, text=say("{seconds} s, one after the other", seconds=took)),
        Row(label=Label.EXPECTED, text=say("{seconds} s, the longest wait", seconds=wanted)),
    )
    headline = say(
        "Took {seen} s, one after the other; at the same time they take {expected} s, the longest of them.",
        seen=took,
        expected=wanted,
    )
    found = replace(found, cause=Cause.ONE_AFTER_THE_OTHER, headline=headline, rows=rows)
    place = _line_of_turns(sightings)
    if place is None:
        return found
    text = say("{line} awaits each one before it starts the next.", line=line_of(place))
    return _with(found, _sighted(Cause.ONE_AFTER_THE_OTHER, text, place))


def _line_of_turns(sightings: Sightings) -> Place | None:
    """The learner's line at which one task waited more than once in a row."""
    steps = [step for step in sightings.timeline if step.end > step.start and step.place is not None]
    for _, of_task in groupby(sorted(steps, key=lambda step: step.task), lambda step: step.task):
        places = [step.through or step.place for step in of_task]
        for place in places:
            lines = [other.line for other in places if other is not None]
            if place is not None and lines.count(place.line) > 1 and _is_learners(place):
                return place
    return None


def _with_sightings(found: Diagnosis, sightings: Sightings) -> Diagnosis:
    sighted = _of_sightings(sightings)
    return found if sighted.cause is Cause.AS_SAID else _with(found, sighted)


def _with(found: Diagnosis, sighted: Diagnosis) -> Diagnosis:
    """What was compared, explained by what was seen beside it."""
    return replace(
        found,
        cause=sighted.cause,
        rows=found.rows + sighted.rows,
        where=sighted.where,
        source=sighted.source,
    )


# --- values --------------------------------------------------------------------------------------------------------


def _of_comparison(comparison: Comparison, evidence: Evidence) -> Diagnosis:
    seen, expected = comparison.seen, comparison.expected
    for observation in reversed(evidence.observations):
        if seen is observation.elapsed or (evidence.public and _is_time(seen, observation)):
            return _of_time(comparison, observation)
    label = _label(seen, evidence.observations)
    shown, wanted = shorten(seen, expected), _operator(comparison) + shorten(expected, seen)
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
        return replace(found, cause=Cause.ORDER, rows=(*found.rows, _why(_order(shift))))
    if comparison.operator == "==" and (shift := difference(seen, expected)) is not None:
        found = replace(found, rows=(*found.rows, _why(_first_difference(shift))))
    return found if evidence.said else _with_sightings(found, evidence.last.sightings)


def _is_time(seen: Any, observation: Observation) -> bool:
    """Whether a number that a public example has worked out is the time that it took."""
    return isinstance(seen, float) and seen > 0 and seen == observation.elapsed


def _label(seen: Any, observations: list[Observation]) -> Label:
    # The value first: Python has only one empty text, which both a value and an output may be.
    if any(seen is observation.value for observation in observations):
        return Label.GAVE
    return Label.PRINTED if any(seen is observation.output for observation in observations) else Label.SAW


def _operator(comparison: Comparison) -> str:
    return {"==": "", "is": "", "in": ""}.get(comparison.operator, f"{comparison.operator} ")


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
