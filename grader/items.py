"""A pytest item as a check: its marks, its scenarios, its evidence, and what became of it.

Used by the plugin in a learner's pytest and by the judge in its own. Nothing here knows where a scenario runs, or how
a result is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import pytest
from msgspec import structs

from grader.clock.errors import ClockError
from grader.diagnosis import Evidence, diagnose
from grader.errors import SubmissionError
from grader.exercises import Exercise
from grader.observation import Failure, Observation, Trouble
from grader.printable import printable
from grader.results import CheckResult, Outcome
from grader.specs import Scenario
from grader.timing import Comparison

OUTPUT_KEPT = 4000
"""Characters of a program's output that a result keeps; more is never shown."""
LINE_KEPT = 400
"""Characters that a result keeps of a line of source: somewhat more than is shown."""
MESSAGE_KEPT = 2000
"""Characters of a message that a result keeps: an exception of the program's may have any length."""


class Backend(Protocol):
    """Where scenarios run: in this process, or in a worker."""

    def __call__(
        self,
        exercise: Exercise,
        scenario: Scenario,
        arguments: tuple[Any, ...],
        seed: int,
        /,
        *,
        timeline: bool = False,
    ) -> Observation:
        """What was seen. Seed 0 is the order in which the check is run anyway.

        Without `timeline` the steps of the tasks need not be among it: to keep them costs as much as a short scenario.
        """


Explain = Callable[[BaseException], Failure]
BACKEND = pytest.StashKey[Backend]()
"""Of a config: where scenarios run; a judge sets it."""
EXERCISE = pytest.StashKey[Exercise]()
"""Of a module or an item: the exercise that it belongs to."""
EVIDENCE = pytest.StashKey[Evidence]()
"""Of an item: what is known of its check."""
_CURRENT = pytest.StashKey[tuple[Evidence, bool] | None]()
"""Of a config: the evidence of the check that is running, and whether it is a hidden one."""


class ScenarioCall:
    """A scenario as a spec sees it: calling it runs it against a fresh import of the submission."""

    def __init__(self, exercise: Exercise, scenario: Scenario, backend: Backend, evidence: Evidence) -> None:
        self._exercise, self._scenario, self._backend, self._evidence = exercise, scenario, backend, evidence

    def __call__(self, *arguments: Any) -> Observation:
        """Run the scenario. Raises SubmissionError when the learner's program gave no value."""
        seen = self.observe(*arguments)
        if seen.error is not None:
            raise SubmissionError(seen.error, seen)
        return seen

    def observe(self, *arguments: Any) -> Observation:
        """Run the scenario and give the observation also when the program raised: `seen.error` says what.

        Raises SubmissionError where there is nothing that a spec could expect: a stub, a deadlock, a crash, ...
        """
        return self._observe(arguments, seed=0)

    def explore(self, *arguments: Any, seeds: int = 20) -> Iterator[Observation]:
        """Run the scenario in `seeds` different orders of what is ready at the same instant; an observation of each.

        The first is Python's own order. Where a check ends on a later one, its message says so, and with which seed.
        Raises SubmissionError when the learner's program gave no value.
        """
        for seed in range(seeds):
            seen = self._observe(arguments, seed)
            if seen.error is not None:
                raise SubmissionError(seen.error, seen)
            yield seen
        self._evidence.seed = 0

    def _observe(self, arguments: tuple[Any, ...], seed: int) -> Observation:
        self._evidence.called.append(self._scenario.shown(arguments))
        self._evidence.seed = seed
        seen = self._backend(self._exercise, self._scenario, arguments, seed)
        self._evidence.observations.append(seen)
        again = partial(self._backend, self._exercise, self._scenario, arguments, seed, timeline=True)
        self._evidence.again.append(again)
        if seen.error is not None and seen.error.trouble is not Trouble.RAISED:
            raise SubmissionError(seen.error, seen)
        return seen


def task_of(item: pytest.Item) -> int:
    """The number of the task that a check belongs to; 0 where it does not say."""
    mark = item.get_closest_marker("task")
    return mark.args[0] if mark is not None and mark.args and isinstance(mark.args[0], int) else 0


def fault_of(item: pytest.Item) -> str | None:
    """What the author of a check must mend before it can be run."""
    exercise = exercise_of(item)
    if exercise is None or 1 <= task_of(item) <= len(exercise.info.tasks):
        return None
    return f"{item.name} needs @pytest.mark.task(N), N from 1 to {len(exercise.info.tasks)}"


def exercise_of(item: pytest.Item) -> Exercise | None:
    """The exercise that an item belongs to."""
    return item.stash.get(EXERCISE, None)


def is_hidden(item: pytest.Item) -> bool:
    """Whether an item is a check of a hidden spec (a public example otherwise)."""
    return item.path.name.startswith("spec_")


def begin(item: pytest.Item) -> None:
    """Begin a check: there is no evidence yet."""
    item.stash[EVIDENCE] = Evidence(public=not is_hidden(item))
    item.config.stash[_CURRENT] = item.stash[EVIDENCE], is_hidden(item)


def forget(item: pytest.Item) -> None:
    """Let go of the evidence of a check that is over: a judge has many, and a program may give much."""
    if EVIDENCE in item.stash:
        del item.stash[EVIDENCE]


def note_comparison(config: pytest.Config, operator: str, left: object, right: object) -> bool:
    """Keep a comparison that did not hold as evidence of the check that is running; whether that is a hidden one."""
    evidence, hidden = config.stash.get(_CURRENT, None) or (None, False)
    if evidence is not None:
        evidence.comparison = Comparison(seen=left, operator=operator, expected=right)
    return hidden


def conclude(
    item: pytest.Item, error: BaseException | None, *, running: bool, explain: Explain | None = None
) -> CheckResult:
    """What became of a check that ended with `error`.

    `running` is false where it had not begun, or was over. `explain` says what an exception means in a public example,
    where the learner's code is called directly; without it, an exception that no scenario raised is the spec's own.
    """
    evidence = item.stash[EVIDENCE]
    item.config.stash[_CURRENT] = None
    if error is not None:
        _collect_evidence(error, evidence, explain)
    outcome = _outcome(error, evidence, running)
    failed = outcome not in (Outcome.PASSED, Outcome.NOT_RUN)
    if failed:
        _add_timeline(evidence)
    diagnosis = diagnose(evidence).clean(cleaned, partial(cleaned, most=LINE_KEPT)) if failed else None
    return CheckResult(
        id=item.name,
        task=task_of(item),
        outcome=outcome,
        title=_title(item),
        message=cleaned(diagnosis.message) if diagnosis else "",
        called=cleaned(evidence.called[-1]) if failed and evidence.called else None,
        elapsed=sum(seen.elapsed for seen in evidence.observations),
        where=diagnosis.where if diagnosis else None,
        output=cleaned(evidence.last.output, OUTPUT_KEPT) if failed else "",
        diagnosis=diagnosis,
    )


def _add_timeline(evidence: Evidence) -> None:
    """Where a time is what was wrong, see to it that what ran when is known: on the clock, another run is the same."""
    compared = evidence.comparison
    for number, seen in enumerate(evidence.observations):
        was_kept = seen.sightings.timeline or not seen.sightings.most_in_flight
        if compared is not None and compared.seen is seen.elapsed and not was_kept:
            sightings = replace(seen.sightings, timeline=evidence.again[number]().sightings.timeline)
            evidence.observations[number] = structs.replace(seen, sightings=sightings)


def cleaned(text: str, most: int = MESSAGE_KEPT) -> str:
    """A text of a program's, cut, and printable."""
    return printable(text[:most], lines=True)


def _collect_evidence(error: BaseException, evidence: Evidence, explain: Explain | None) -> None:
    if isinstance(error, SubmissionError):
        evidence.failure = error.failure
    elif isinstance(error, AssertionError | pytest.fail.Exception) and not isinstance(error, ClockError):
        said = str(error)
        evidence.said = "" if said.startswith("assert ") else said.partition("\nassert ")[0]
    elif explain is None and any(seen.cut for seen in evidence.observations):
        # The spec met with what stands for the rest of a list: that there is so much of it is the program's doing.
        evidence.failure = Failure(trouble=Trouble.GARBLED, message="the result is too large")
    elif explain is None:
        evidence.broken = f"{type(error).__name__}: {error}"
    else:
        failure = explain(error)
        evidence.failure = failure if failure.trouble is not Trouble.RAISED or failure.frames else None


def _outcome(error: BaseException | None, evidence: Evidence, running: bool) -> Outcome:
    if error is None:
        return Outcome.PASSED
    if isinstance(error, pytest.skip.Exception):
        return Outcome.NOT_RUN
    if evidence.failure is not None and evidence.failure.trouble is Trouble.DEADLINE:
        return Outcome.TIMED_OUT
    return Outcome.ERRORED if evidence.broken or not running else Outcome.FAILED


def _title(item: pytest.Item) -> str:
    text = getattr(getattr(item, "obj", None), "__doc__", None) or ""
    return text.strip().partition("\n")[0]
