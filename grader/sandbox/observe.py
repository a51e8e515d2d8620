"""One scenario, run once against a fresh import of a submission, to one observation.

The same code runs in a worker and, for learners, in their own pytest process: same clock, same normalisation to
plain data, so the same verdicts. What keeps a run within its real time is the caller's business.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import ModuleType
from typing import Any

from grader.clock import ExerciseClock
from grader.observation import Failure, Observation
from grader.sandbox.current_loop import as_after_asyncio_run, as_in_a_fresh_python
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.plain import bounded
from grader.sandbox.real_time import RealTime
from grader.sandbox.transcript import Transcript, captured
from grader.sandbox.troubles import import_failure, overruled, run_failure
from grader.specs import Scenario

STEPS = 2_000
"""Steps of tasks kept in a timeline."""


def observe(
    modules: SubmissionModules,
    scenario: Scenario,
    arguments: tuple[Any, ...],
    *,
    seed: int = 0,
    timeline: bool = True,
    real_time: bool = False,
    around: Callable[[object], AbstractContextManager[None]] = lambda clock: nullcontext(),
) -> Observation:
    """Run `scenario` with `arguments` on the exercise clock; whatever the learner's code does becomes data.

    Without `timeline` it is not kept what each task did when. `real_time` is for exercises about processes, which
    cannot share virtual time: nothing is sighted then. `around` gives, for the clock, what is entered around the
    learner's code.
    Never raises for what the learner's code raised, KeyboardInterrupt and SystemExit included.
    """
    run = _Run(modules, scenario, arguments)
    threads = threading.active_count()
    steps = STEPS if timeline else 0
    with (
        captured() as transcript,
        RealTime() if real_time else ExerciseClock(seed=seed, timeline=steps) as clock,
        around(clock),
    ):
        run.go(clock, transcript)
    sightings = clock.sightings()
    return Observation(
        value=run.value,
        cut=run.cut,
        error=overruled(run.failure, sightings),
        elapsed=run.elapsed,
        output=transcript.text,
        output_dropped=transcript.dropped,
        sightings=sightings,
        threads_left=max(0, threading.active_count() - threads),
    )


class _Run:
    """The steps of one run; each can end it with a failure."""

    def __init__(self, modules: SubmissionModules, scenario: Scenario, arguments: tuple[Any, ...]) -> None:
        self.modules, self.scenario, self.arguments = modules, scenario, arguments
        self.value: Any = None
        self.cut = False
        self.failure: Failure | None = None
        self.elapsed = 0.0

    def go(self, clock: ExerciseClock | RealTime, transcript: Transcript) -> None:
        module: ModuleType | None = None
        try:
            with as_in_a_fresh_python(), self.modules.fresh() as module:
                as_after_asyncio_run()
                clock.call_begins()
                start = clock.elapsed
                transcript.clear()  # what a module prints while it is imported is no answer to anything
                try:
                    result = self.call(module)
                finally:
                    # To the nanosecond that the clock counts in: what was waited for during the import is in both.
                    self.elapsed = round(clock.elapsed - start, 9)
                self.value, self.cut = bounded(result)
        except BaseException as error:  # a learner's program may raise anything
            self.failure = (
                import_failure(error, self.modules)
                if module is None
                else run_failure(error, module, self.modules)
            )

    def call(self, module: ModuleType) -> Any:
        result = self.scenario.function(module, *self.arguments)
        return asyncio.run(result) if inspect.iscoroutinefunction(self.scenario.function) else result
