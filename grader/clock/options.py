"""What can be chosen about one clock: plain data, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

IO = Literal["refuse", "loopback", "real"]
Processes = Literal["refuse", "threads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a clock behaves.

    Raises ValueError for a word that is not among the choices.
    """

    seed: int = 0
    """0 keeps the standard loop's own order; any other number permutes what is ready at the same instant."""
    io: IO = "refuse"
    """`loopback` allows sockets to this machine itself; `real` allows all sockets and subprocesses too."""
    processes: Processes = "refuse"
    """`threads` lets threads play the processes of a process pool."""
    cpu_count: int = 4
    """What `os.cpu_count()` says: it sets the size of default pools, so it must not follow the machine."""
    horizon: float = 1e9
    """Virtual seconds after which the run is broken off (about 30 years)."""
    timeline: int = 2_000
    """The number of steps of tasks that are kept; beyond that the timeline is cut short."""
    spin_reads: int = 50_000
    """Reads of the clock at one instant that make a busy-wait."""
    spin_turns: int = 10_000
    """Turns of an event loop at one instant after which a `sleep(0)` loop is looked for."""

    def __post_init__(self) -> None:
        if self.io not in ("refuse", "loopback", "real"):
            raise ValueError(f"io must be 'refuse', 'loopback' or 'real', not {self.io!r}")
        if self.processes not in ("refuse", "threads"):
            raise ValueError(f"processes must be 'refuse' or 'threads', not {self.processes!r}")
