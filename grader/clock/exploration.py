"""Running a program in many orders, to see whether it depends on who of several ready ones goes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.clock.clock import ExerciseClock
from grader.clock.sightings import Sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The first order in which a program failed; as a string it says so, and how to see it again."""

    seed: int
    """Run it again with `ExerciseClock(seed=...)`."""
    error: Exception
    sightings: Sightings

    def __str__(self) -> str:
        what = f"{type(self.error).__name__}: {self.error}".removesuffix(": ")
        return f"seed {self.seed} is the first that fails: {what} (see it again with ExerciseClock(seed={self.seed}))"


def explore(program: Callable[[ExerciseClock], object], *, seeds: int = 20, **options: Any) -> Failure | None:
    """Call `program(clock)` on a new clock for each of the seeds 0, 1, 2, ...; 0 is the standard loop's order.

    options: of `ExerciseClock`. Gives the first failure, or None where every order is right. What is no Exception
    (KeyboardInterrupt, for one) passes through.
    """
    for seed in range(seeds):
        clock = ExerciseClock(seed=seed, **options)
        try:
            with clock:
                program(clock)
        except Exception as error:
            return Failure(seed=seed, error=error, sightings=clock.sightings())
    return None
