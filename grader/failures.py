"""Why a learner's program gave no value, in one plain sentence: failure → diagnosis. Pure.

What a beginner needs to know beside it stands in `grader.reasons`; what is wrong with a value that a program gave is
worked out in `grader.diagnosis`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from grader.causes import Cause, Diagnosis, Frame, Label, Row, Where
from grader.clock.sightings import Place, Sightings, Waiter
from grader.language import Sentence, say
from grader.observation import Failure, Trouble
from grader.reasons import advice_on, asks_for_input, kind_and_use, reasons_of

NOT_THE_LEARNERS = "scenarios.py"
"""The file that stands between the spec and the learner's; what happens there is no doing of the learner's."""
Told = tuple[Cause, Sentence]
WAITERS = 3
"""So many of those who wait in a deadlock are named in its headline; all have a row."""


def of_failure(failure: Failure, sightings: Sightings) -> Diagnosis:
    """The diagnosis of a program that gave no value, and what the clock had seen of it by then."""
    failure = replace(failure, frames=tuple(filter(is_learners, failure.frames)))
    cause, headline = _TOLD[failure.trouble](failure)
    rows: tuple[Row, ...] = ()
    if failure.trouble is Trouble.DEADLOCK:
        headline, rows = _deadlock(failure, sightings)
    advice = (Row(label=Label.NOTE, text=text) for text in advice_on(failure))
    return Diagnosis(
        cause=cause,
        headline=headline,
        rows=(*rows, *(Row(label=Label.WHY, text=text) for text in reasons_of(failure)), *advice),
        where=where(failure.where),
        source=failure.where.source if failure.where else "",
        caret=failure.column,
        traceback=tuple(
            Frame(
                file=PurePath(place.file).name, line=place.line, function=place.function, source=place.source
            )
            for place in failure.frames
        ),
    )


def where(place: Place | None) -> Where | None:
    """A place as the line of a file, without its folder."""
    return None if place is None else Where(file=PurePath(place.file).name, line=place.line)


def is_learners(place: Place | None) -> bool:
    """Whether a place lies in the learner's own files."""
    return place is not None and PurePath(place.file).name != NOT_THE_LEARNERS


def line_of(place: Place) -> str:
    """A place as `kata.py:14`."""
    return f"{PurePath(place.file).name}:{place.line}"


def spot(place: Place) -> str:
    """A place with its text: "kata.py:14: `x = 1`"."""
    return f"{line_of(place)}: `{place.source}`" if place.source else line_of(place)


def error_text(failure: Failure) -> str:
    """The exception as Python writes it below a traceback, on one line."""
    if asks_for_input(failure):
        return "EOFError: EOF when reading a line"  # as without pytest, which words it otherwise
    message = " ".join(failure.message.split())  # a headline is one line
    return f"{failure.type}: {message}" if message else failure.type


_NULL = "null bytes"
"""What Python calls the bytes that no text has."""


def _not_written_yet(failure: Failure) -> Told:
    function = failure.where.function if failure.where else ""
    name = f"`{function}`" if function and function != "<module>" else ""
    if failure.where is None:
        said = say("This task is not written yet.")
    elif name:
        said = say("{name} is not written yet in {line}.", name=name, line=line_of(failure.where))
    else:
        said = say("This task is not written yet in {line}.", line=line_of(failure.where))
    return Cause.NOT_WRITTEN_YET, said


def _syntax(failure: Failure) -> Told:
    if failure.where is None:
        return Cause.SYNTAX, say("Python cannot read the file: {error}", error=failure.message)
    # Where a caret is drawn below the line, the line stands there.
    place = line_of(failure.where) if failure.column else spot(failure.where)
    said = say("Python cannot read the file: {error} at {spot}", error=failure.message, spot=place)
    return Cause.SYNTAX, said


def _not_utf8(failure: Failure) -> Told:
    if _NULL in failure.message:
        return Cause.NOT_UTF8, say("Python cannot read the file: it holds a null byte, as no text does.")
    return Cause.NOT_UTF8, say("Python cannot read the file: it is not saved as UTF-8 text.")


def _import(failure: Failure) -> Told:
    place, error = failure.where, error_text(failure)
    if failure.type == "SystemExit" and place is None:
        said = say("While it is imported, the file ends the program")
    elif failure.type == "SystemExit" and place is not None:
        said = say("While it is imported, the file ends the program at {spot}", spot=spot(place))
    elif place is None:
        said = say("The file cannot be imported: {error}", error=error)
    else:
        said = say("The file cannot be imported: {error} at {spot}", error=error, spot=spot(place))
    return Cause.IMPORT, said


def _missing_name(failure: Failure) -> Told:
    name, _, nearest = failure.message.partition(",")
    if nearest:
        said = say("The file has no `{name}`. Did you mean `{nearest}`?", name=name, nearest=nearest)
    else:
        said = say("The file has no `{name}`.", name=name)
    return Cause.MISSING_NAME, said


def _raised(failure: Failure) -> Told:
    error = error_text(failure)
    if failure.where is None:
        return Cause.RAISED, say("Raised {error}", error=error)
    return Cause.RAISED, say("Raised {error} at {spot}", error=error, spot=spot(failure.where))


def _signature(failure: Failure) -> Told:
    said = say("It cannot be called as the task calls it: {error}.", error=failure.message)
    return Cause.SIGNATURE, said


def _misused(failure: Failure) -> Told:
    kind, use = kind_and_use(failure.message)
    if kind == "NoneType":
        said = say("It gave None, on which {use} does not work.", use=use)
    elif kind and use:
        said = say("It gave a value of type `{kind}`, on which {use} does not work.", kind=kind, use=use)
    else:
        said = say("What it hands out cannot be used as the task uses it: {error}.", error=failure.message)
    return Cause.WRONG_KIND, said


def _deadlock_told(failure: Failure) -> Told:
    return Cause.DEADLOCK, say("Everything waits and nothing can go on")


def _deadlock(failure: Failure, sightings: Sightings) -> tuple[Sentence, tuple[Row, ...]]:
    """The headline with those who wait, and a row for each of them."""
    waiters = _waiters(sightings)
    named = [f"{waiter.name} ({line_of(place)})" for waiter, place in waiters]
    rows = tuple(
        Row(
            label=Label.WAITS,
            text=say("{who} at {line}, for {what}", who=one.name, line=line_of(place), what=one.awaiting),
            source=place.source,
        )
        for one, place in waiters
    )
    who = ", ".join(named[:WAITERS]) + (", ..." if len(named) > WAITERS else "")
    if not who and failure.where is not None:
        who = spot(failure.where)
    if not who:
        return say("Everything waits and nothing can go on"), rows
    return say("Everything waits and nothing can go on: {who}", who=who), rows


def _waiters(sightings: Sightings) -> list[tuple[Waiter, Place]]:
    """Who waits where in a deadlock; those at a line of the learner's, if there are any."""
    found = [
        (waiter, waiter.place)
        for deadlock in sightings.deadlocks[:1]
        for waiter in deadlock.waiters
        if waiter.place
    ]
    return [(waiter, place) for waiter, place in found if is_learners(place)] or found


def _deadline(failure: Failure) -> Told:
    place, seconds = failure.where, failure.message
    if failure.hangs_in_import and place is not None:
        said = say(
            "The file does not get through its import: after {seconds} s it is still at {spot}",
            seconds=seconds,
            spot=spot(place),
        )
        return Cause.IMPORT, said
    if not seconds:
        said = say("Still running") if place is None else say("Still running at {spot}", spot=spot(place))
    elif place is None:
        said = say("Still running after {seconds} s", seconds=seconds)
    else:
        said = say("Still running after {seconds} s at {spot}", seconds=seconds, spot=spot(place))
    return Cause.STILL_RUNNING, said


def _crashed(failure: Failure) -> Told:
    if failure.type:
        return Cause.CRASHED, say("Python itself crashed: {signal}.", signal=failure.type)
    said = say(
        "The program ended itself before the check was over (exit status {status}).", status=failure.message
    )
    return Cause.CRASHED, said


def _out_of_memory(failure: Failure) -> Told:
    if failure.where is None:
        return Cause.OUT_OF_MEMORY, say("Ran out of memory")
    return Cause.OUT_OF_MEMORY, say("Ran out of memory at {spot}", spot=spot(failure.where))


def _forbidden(failure: Failure) -> Told:
    if failure.where is None:
        said = say("Uses {what}, which no task needs", what=failure.message)
    else:
        said = say("Uses {what}, which no task needs: {spot}", what=failure.message, spot=spot(failure.where))
    return Cause.FORBIDDEN, said


_TOLD: dict[Trouble, Callable[[Failure], Told]] = {
    Trouble.RAISED: _raised,
    Trouble.NOT_IMPLEMENTED: _not_written_yet,
    Trouble.MISSING_FILE: lambda failure: (
        Cause.MISSING_FILE,
        say("There is no file {name}.", name=failure.message),
    ),
    Trouble.SYNTAX: _syntax,
    Trouble.NOT_UTF8: _not_utf8,
    Trouble.IMPORT: _import,
    Trouble.MISSING_NAME: _missing_name,
    Trouble.SIGNATURE: _signature,
    Trouble.MISUSED: _misused,
    Trouble.DEADLOCK: _deadlock_told,
    Trouble.DEADLINE: _deadline,
    Trouble.CRASHED: _crashed,
    Trouble.OUT_OF_MEMORY: _out_of_memory,
    Trouble.FORBIDDEN: _forbidden,
    Trouble.GARBLED: lambda failure: (
        Cause.CRASHED,
        say("Its answer is too large, or not an answer at all."),
    ),
}
