"""What was seen, in English: one line for each sighting that may matter."""

from __future__ import annotations

import os
from collections.abc import Iterator

from grader.clock.sightings import Place, Sightings


def tell(seen: Sightings) -> list[str]:
    """A line for each blocking, spin, deadlock, refusal, and each thing left behind; none for what is in order."""
    return [*_while_running(seen), *_left_behind(seen)]


def _while_running(seen: Sightings) -> Iterator[str]:
    for blocking in seen.blockings:
        yield f"{_at(blocking.place)}{blocking.kind} blocked the loop for {blocking.duration:g} s"
    for spin in seen.spins:
        yield f"{_at(spin.place)}{spin.task} polled for {spin.duration:g} s instead of waiting"
    for deadlock in seen.deadlocks:
        yield f"deadlock at {deadlock.at:g} s: everything waits, nothing is scheduled that could wake it"
        for waiter in deadlock.waiters:
            yield f"  {_at(waiter.place)}{waiter.name} waits for {waiter.awaiting}"
    for refusal in seen.refusals:
        yield f"{_at(refusal.place)}{refusal.what} was refused"


def _left_behind(seen: Sightings) -> Iterator[str]:
    for unawaited in seen.unawaited:
        yield f"{_at(unawaited.place)}the coroutine {unawaited.coroutine} was never awaited"
    for pending in seen.pending:
        yield f"{_at(pending.place)}{pending.task} was still pending at the end"
    for unretrieved in seen.unretrieved:
        yield f"{_at(unretrieved.place)}nobody looked at the failure of {unretrieved.task}: {unretrieved.error}"
    for swallowed in seen.swallowed:
        yield f"{_at(swallowed.place)}{swallowed.task} was cancelled and went on"
    for unclosed in seen.unclosed:
        yield f"{_at(unclosed.place)}the async generator {unclosed.generator} was left open"


def _at(place: Place | None) -> str:
    return f"{os.path.basename(place.file)}:{place.line}: " if place else ""
