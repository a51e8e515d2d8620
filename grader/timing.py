"""How long it took, and why that was not as expected: blocked, one after the other, never awaited. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from grader.causes import Cause, Diagnosis, Label, Row
from grader.clock.sightings import Blocking, Place, Sightings
from grader.failures import is_learners, line_of
from grader.language import Sentence, say
from grader.observation import Observation
from grader.sighted import first_blocking, sighted, why, with_, with_sightings
from grader.timelines import Timeline, expected_lanes, seen_lanes


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison in a spec that did not hold: what was seen, the operator, what was expected."""

    seen: Any
    operator: str
    expected: Any


def operator_of(comparison: Comparison) -> str:
    """The operator of a comparison, as it stands before what was expected; an equality needs none."""
    return {"==": "", "is": "", "in": ""}.get(comparison.operator, f"{comparison.operator} ")


def of_time(comparison: Comparison, observation: Observation) -> Diagnosis:
    """Why it took another time than expected."""
    seen, sightings = comparison.seen, observation.sightings
    expected = getattr(comparison.expected, "expected", comparison.expected)  # of pytest's `approx`
    took, wanted = f"{seen:g}", ""
    if isinstance(expected, int | float):
        if took == f"{expected:g}":  # six digits are easier to read, as long as they show the difference
            took, wanted = f"{seen}", operator_of(comparison) + f"{expected}"
        else:
            wanted = operator_of(comparison) + f"{expected:g}"
    rows = [Row(label=Label.TOOK, text=say("{seconds} s", seconds=took))]
    if wanted:
        rows.append(Row(label=Label.EXPECTED, text=say("{seconds} s", seconds=wanted)))
    found = Diagnosis(cause=Cause.WRONG_TIME, headline=_took(took, wanted), rows=tuple(rows))
    found = replace(found, timeline=_timeline(sightings, expected))
    blocking = first_blocking(sightings)
    if blocking is not None:
        return _by_blocking(found, took, wanted, blocking)
    if comparison.operator == "==" and found.timeline is not None and found.timeline.expected:
        return _in_turn(found, took, wanted, sightings)
    explained = with_sightings(found, sightings)
    if explained is found and not seen and isinstance(expected, int | float) and expected > 0:
        return replace(found, rows=(*rows, why(say("No time passed at all: nothing was waited for."))))
    return explained


def _timeline(sightings: Sightings, expected: Any) -> Timeline | None:
    """What ran when, if that was more than one thing, and what should have run when, if that is known."""
    lanes = seen_lanes(sightings)
    if len(lanes) < 2:
        return None
    number = expected if isinstance(expected, int | float) else -1
    return Timeline(seen=lanes, expected=expected_lanes(lanes, number) or ())


def _took(took: str, wanted: str) -> Sentence:
    if wanted:
        return say("Took {seen} s, expected {expected} s.", seen=took, expected=wanted)
    return say("Took {seen} s.", seen=took)


def _by_blocking(found: Diagnosis, took: str, wanted: str, blocking: Blocking) -> Diagnosis:
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
    return with_(found, sighted(Cause.BLOCKED_THE_LOOP, _why_not(call), blocking.place))


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
    return with_(found, sighted(Cause.ONE_AFTER_THE_OTHER, text, place))


def _line_of_turns(sightings: Sightings) -> Place | None:
    """The learner's line at which one task waited more than once in a row."""
    steps = [step for step in sightings.timeline if step.end > step.start and step.place is not None]
    for _, of_task in groupby(sorted(steps, key=lambda step: step.task), lambda step: step.task):
        places = [step.through or step.place for step in of_task]
        for place in places:
            lines = [other.line for other in places if other is not None]
            if place is not None and lines.count(place.line) > 1 and is_learners(place):
                return place
    return None
