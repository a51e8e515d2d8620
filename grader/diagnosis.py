"""Why a check did not pass, in one plain sentence: evidence → headline. Pure.

One cause comes first: what kept the program from running, then what it blocked, then what it gave. How a diagnosis is
laid out for a learner is the business of `grader.feedback`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from grader.clock.sightings import Place
from grader.observation import Failure, Observation, Trouble
from grader.results import Where

_TOLERANCE = re.compile(r" ± [^,\])}]+")
LONGEST = 120
"""Characters of a value that are shown; the rest is cut around the difference."""


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

    @property
    def last(self) -> Observation:
        """The observation that the check ended on."""
        return self.observations[-1] if self.observations else Observation()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The headline of a check that did not pass, and the learner's line it speaks of."""

    headline: str
    detail: str = ""
    """What was seen and expected, where the headline does not say it."""
    where: Where | None = None


def diagnose(evidence: Evidence) -> Diagnosis:
    """The true cause, as far as the evidence shows it."""
    found = _cause(evidence)
    if not evidence.seed:
        return found
    return replace(
        found, detail="\n".join(filter(None, [found.detail, _ANOTHER_ORDER.format(evidence.seed)]))
    )


_ANOTHER_ORDER = (
    "It holds in the usual order, but not where tasks that are ready at the same moment take turns in another "
    "order (seed {})."
)


def _cause(evidence: Evidence) -> Diagnosis:
    if evidence.failure is not None:
        return _of_failure(evidence.failure)
    if any(seen.output_dropped for seen in evidence.observations):
        return Diagnosis(headline="It printed far too much: only the first 64 KB are looked at.")
    if evidence.said:
        compared = evidence.comparison
        shown = compared is not None and compared.operator == "=="  # the others would only puzzle
        detail = _of_comparison(compared, evidence).headline if shown and compared else ""
        return Diagnosis(headline=evidence.said, detail=detail, where=_blocking_line(evidence))
    if evidence.comparison is not None:
        return _of_comparison(evidence.comparison, evidence)
    if evidence.broken:
        return Diagnosis(headline=f"The check itself broke: {evidence.broken}")
    return Diagnosis(headline="Not what the task asks for.")


def _of_failure(failure: Failure) -> Diagnosis:
    return Diagnosis(headline=_HEADLINES[failure.trouble](failure), where=where(failure.where))


def where(place: Place | None) -> Where | None:
    """A place as the line of a file, without its folder."""
    return None if place is None else Where(file=PurePath(place.file).name, line=place.line)


def _at(place: Place | None, word: str = "at") -> str:
    return "" if place is None else f" {word} {PurePath(place.file).name}:{place.line}"


def _line(place: Place | None) -> str:
    return f": `{place.source}`" if place is not None and place.source else ""


def _not_implemented(failure: Failure) -> str:
    function = failure.where.function if failure.where else ""
    name = f"`{function}`" if function and function != "<module>" else "This task"
    return f"{name} is not written yet{_at(failure.where, 'in')}."


def _syntax(failure: Failure) -> str:
    return f"Python cannot read the file: {failure.message}{_at(failure.where)}{_line(failure.where)}"


def _import(failure: Failure) -> str:
    if failure.type == "SystemExit":
        return f"The file ends the program while it is imported{_at(failure.where)}{_line(failure.where)}"
    return f"The file cannot be imported: {_error(failure)}{_at(failure.where)}{_line(failure.where)}"


def _error(failure: Failure) -> str:
    message = " ".join(failure.message.split())  # a headline is one line
    return f"{failure.type}: {message}" if message else failure.type


def _missing_name(failure: Failure) -> str:
    name, _, nearest = failure.message.partition(",")
    hint = f" Did you mean `{nearest}`?" if nearest else ""
    return f"The file has no `{name}`.{hint}"


def _raised(failure: Failure) -> str:
    return f"Raised {_error(failure)}{_at(failure.where)}{_line(failure.where)}"


def _signature(failure: Failure) -> str:
    return f"It cannot be called as the task calls it: {failure.message}."


def _misused(failure: Failure) -> str:
    return f"What it hands out cannot be used as the task uses it: {failure.message}."


def _deadlock(failure: Failure) -> str:
    waiting = f" ({failure.message})" if failure.message else ""
    return f"Everything waits and nothing can go on{waiting}{_line(failure.where)}"


def _deadline(failure: Failure) -> str:
    after = f" after {failure.message} s" if failure.message else ""
    return f"Still running{after}{_at(failure.where)}{_line(failure.where)}"


def _crashed(failure: Failure) -> str:
    if failure.type:
        return f"Python itself crashed: {failure.type}."
    return f"The program ended itself before the check was over (exit status {failure.message})."


_HEADLINES: dict[Trouble, Callable[[Failure], str]] = {
    Trouble.RAISED: _raised,
    Trouble.NOT_IMPLEMENTED: _not_implemented,
    Trouble.MISSING_FILE: lambda failure: f"There is no file {failure.message}.",
    Trouble.SYNTAX: _syntax,
    Trouble.NOT_UTF8: lambda failure: "Python cannot read the file: it is not saved as UTF-8 text.",
    Trouble.IMPORT: _import,
    Trouble.MISSING_NAME: _missing_name,
    Trouble.SIGNATURE: _signature,
    Trouble.MISUSED: _misused,
    Trouble.DEADLOCK: _deadlock,
    Trouble.DEADLINE: _deadline,
    Trouble.CRASHED: _crashed,
    Trouble.OUT_OF_MEMORY: lambda failure: f"Ran out of memory{_at(failure.where)}{_line(failure.where)}",
    Trouble.FORBIDDEN: lambda failure: (
        f"Uses {failure.message}, which the exercise does not need{_at(failure.where)}{_line(failure.where)}"
    ),
    Trouble.GARBLED: lambda failure: "Its answer is too large, or not an answer at all.",
}


def _of_comparison(comparison: Comparison, evidence: Evidence) -> Diagnosis:
    seen, expected = comparison.seen, comparison.expected
    for observation in reversed(evidence.observations):
        if seen is observation.elapsed:
            return _of_time(comparison, observation)
    verb = _verb(seen, evidence.observations)
    wanted = f"expected {_operator(comparison)}{shorten(expected, seen)}"
    return Diagnosis(headline=f"{verb} {shorten(seen, expected)}, {wanted}.")


def _verb(seen: Any, observations: list[Observation]) -> str:
    # The value first: Python has only one empty text, which both a value and an output may be.
    if any(seen is observation.value for observation in observations):
        return "Gave"
    return "Printed" if any(seen is observation.output for observation in observations) else "Saw"


def _operator(comparison: Comparison) -> str:
    return {"==": "", "is": "", "in": "one of "}.get(comparison.operator, f"{comparison.operator} ")


def _of_time(comparison: Comparison, observation: Observation) -> Diagnosis:
    seen, expected = comparison.seen, comparison.expected
    took = f"Took {seen:g} s"
    if isinstance(expected, int | float):
        # Six digits are easier to read, as long as they show the difference.
        pair = (seen, expected) if f"{seen:g}" == f"{expected:g}" else (f"{seen:g}", f"{expected:g}")
        took = f"Took {pair[0]} s, expected {_operator(comparison)}{pair[1]} s"
    if not observation.sightings.blockings:
        return Diagnosis(headline=f"{took}.")
    blocking = observation.sightings.blockings[0]
    how = "a busy loop" if blocking.kind == "busy-wait" else f"`{blocking.kind}`"
    line = f"{PurePath(blocking.place.file).name}:{blocking.place.line}"
    headline = f"{took}: {line} blocked the event loop for {blocking.duration:g} s with {how}."
    return Diagnosis(headline=headline, where=where(blocking.place))


def _blocking_line(evidence: Evidence) -> Where | None:
    blockings = evidence.last.sightings.blockings
    return where(blockings[0].place) if blockings else None


def _plainly(value: Any) -> str:
    """`repr(value)`, and of pytest's `approx(...)` the number or numbers alone."""
    try:
        text = repr(value)
    except ValueError:  # Python does not write out integers of more than 4300 digits
        return "a value that is too long to write down"
    if type(value).__name__.startswith("Approx"):
        text = _TOLERANCE.sub("", text).removeprefix("approx(").removesuffix(")")
    return text


def shorten(value: Any, other: Any = None) -> str:
    """`repr(value)`, cut to LONGEST characters around the first difference from `repr(other)`."""
    text, beside = _plainly(value), _plainly(other)
    if len(text) <= LONGEST:
        return text
    differences = (i for i, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b)
    same = next(differences, min(len(text), len(beside)))
    start = max(0, min(same - LONGEST // 2, len(text) - LONGEST))
    cut = text[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(text) else "")
