"""What the clock saw that explains a check which did not pass: a call that blocked, what was left, ... Pure.

What a program gave and how long it took is looked at in `grader.diagnosis` and `grader.timing`.
"""

from __future__ import annotations

from dataclasses import replace

from grader.causes import Cause, Diagnosis, Label, Row
from grader.clock.sightings import Blocking, Place, Sightings
from grader.failures import is_learners, line_of, where
from grader.language import Sentence, say


def why(text: Sentence, place: Place | None = None) -> Row:
    """The row that gives the reason."""
    return Row(label=Label.WHY, text=text, source=place.source if place else "")


def of_sightings(seen: Sightings) -> Diagnosis:
    """What the clock saw that explains a check which failed: the cause, the line, and the row that tells it."""
    blocking = first_blocking(seen)
    if blocking is not None:
        return sighted(Cause.BLOCKED_THE_LOOP, blocked(blocking), blocking.place)
    for unawaited in seen.unawaited:
        if is_learners(unawaited.place) and unawaited.place is not None:
            return sighted(
                Cause.NEVER_AWAITED,
                say(
                    "{line} makes the coroutine `{name}` and never awaits it, so that it never runs.",
                    line=line_of(unawaited.place),
                    name=unawaited.coroutine,
                ),
                unawaited.place,
            )
    for swallowed in seen.swallowed:
        if is_learners(swallowed.place) and swallowed.place is not None:
            return sighted(
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
        if is_learners(pending.place) and pending.place is not None:
            return sighted(
                Cause.TASK_LEFT,
                say(
                    "{name} was still waiting at {line} when everything else was over.",
                    name=pending.task,
                    line=line_of(pending.place),
                ),
                pending.place,
            )
    for unclosed in seen.unclosed:
        if is_learners(unclosed.place) and unclosed.place is not None:
            return sighted(
                Cause.NEVER_CLOSED,
                say(
                    "The async generator `{name}` was never closed; it still stands at {line}.",
                    name=unclosed.generator,
                    line=line_of(unclosed.place),
                ),
                unclosed.place,
            )
    return Diagnosis(cause=Cause.AS_SAID, headline=say("Not what the task asks for."))


def sighted(cause: Cause, text: Sentence, place: Place) -> Diagnosis:
    """A diagnosis that points at one line."""
    row = why(text, place)
    return Diagnosis(cause=cause, headline=text, rows=(row,), where=where(place), source=place.source)


def first_blocking(seen: Sightings) -> Blocking | None:
    """The first call of the learner's that blocked the loop."""
    return next((blocking for blocking in seen.blockings if is_learners(blocking.place)), None)


def blocked(blocking: Blocking) -> Sentence:
    """A call that blocked the loop."""
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


def with_sightings(found: Diagnosis, sightings: Sightings) -> Diagnosis:
    """`found`, with what was seen beside it as its cause where that explains something."""
    explained = of_sightings(sightings)
    return found if explained.cause is Cause.AS_SAID else with_(found, explained)


def with_(found: Diagnosis, explained: Diagnosis) -> Diagnosis:
    """What was compared, explained by what was seen beside it."""
    return replace(
        found,
        cause=explained.cause,
        rows=found.rows + explained.rows,
        where=explained.where,
        source=explained.source,
    )
