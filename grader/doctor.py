"""What this machine can enforce, wall by wall: is grading other people's code safe here, and what to do if not.

The walls are tried out by `grader.sandbox.confine`; here stands what each is for. `grader doctor` shows all of it, and
`grader grade` refuses with the one line of `refusal`. Nothing is printed here.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import entry_points

from grader.exercises import Exercise
from grader.sandbox import landlock, seccomp
from grader.sandbox.confine import Wall, probe
from grader.sandbox.kernel import MissingWall

OLDEST_PYTHON = (3, 11)
TRIED_PYTHONS = ((3, 11), (3, 12), (3, 13))


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    NOTE = "note"
    """Grading is safe without it; something is worth knowing."""
    MISSING = "missing"
    """Grading is not safe without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: State
    says: str = ""
    """What was found, in one line."""
    lost: str = ""
    """What does not work without it; empty where all is well."""
    remedy: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def safe(self) -> bool:
        """Whether submissions can be walled in."""
        return not self.missing

    @property
    def missing(self) -> list[Finding]:
        """What keeps grading from being safe."""
        return [finding for finding in self.findings if finding.state is State.MISSING]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Purpose:
    lost: str
    remedy: str


_KERNEL = "Use Linux 5.13 or later with a kernel as distributions build it."
_PURPOSES = {
    "resource limits": _Purpose(
        lost="A submission could use up the memory and the disk of this machine.",
        remedy="Use a Python that was built with the module `resource`, and mount /proc.",
    ),
    "no new privileges": _Purpose(
        lost="A submission could become more than you are, through a program with special rights.",
        remedy=_KERNEL,
    ),
    "death with the parent": _Purpose(
        lost="A submission could live on when the grader has ended.", remedy=_KERNEL
    ),
    "Landlock": _Purpose(
        lost="A submission could read the specs, the solutions, other learners' work and your own files.",
        remedy="Use Linux 5.13 or later and start it with `landlock` in `lsm=`; in a container, allow the calls "
        "landlock_create_ruleset, landlock_add_rule and landlock_restrict_self.",
    ),
    "seccomp": _Purpose(
        lost="A submission could start processes, reach the network and stop other programs of yours.",
        remedy="Use Linux 4.14 or later, built with CONFIG_SECCOMP_FILTER; in a container, allow the call seccomp.",
    ),
    "pidfd": _Purpose(
        lost="A submission that hangs could not be ended for certain.",
        remedy="Use Linux 5.3 or later; in a container, allow the calls pidfd_open and pidfd_send_signal.",
    ),
}


def walls() -> list[Wall]:
    """Every wall that grading rests on, and whether this machine has it. Never raises, on no platform."""
    try:
        _try_pidfd()
    except (OSError, AttributeError) as error:
        return [*probe(), Wall(name="pidfd", stands=False, why_not=str(error) or "this Python has none")]
    return [*probe(), Wall(name="pidfd", stands=True)]


def refusal(found: Sequence[Wall], *, unconfined: bool = False) -> str | None:
    """The one line with which a machine without walls refuses to grade; None where it need not."""
    if sys.platform != "linux":
        return "grading needs Linux; learners run `pytest exercises/...` on every system"
    missing = [f"{wall.name} ({wall.why_not})" for wall in found if not wall.stands]
    if not missing or unconfined:
        return None
    return (
        f"this machine cannot wall submissions in, it lacks {', '.join(missing)}; "
        "for code that you trust there is --unconfined, and `grader doctor` says what to do"
    )


def examine(exercises: Sequence[Exercise] = ()) -> Examination:
    """Look at everything that grading these exercises needs. Never raises."""
    found = walls()
    findings = [
        *map(_wall, found),
        *_details(found),
        _python(),
        *_plugins(),
        _cores(),
        *_processes(exercises),
    ]
    return Examination(findings=tuple(findings))


def lines(examination: Examination) -> Iterator[str]:
    """The examination as plain lines for a terminal."""
    width = max(len(finding.name) for finding in examination.findings)
    for finding in examination.findings:
        yield f"{finding.state:<8} {finding.name:<{width}}  {finding.says}".rstrip()
        indent = " " * (width + 11)
        if finding.lost:
            yield f"{indent}Without it: {finding.lost}"
        if finding.remedy:
            yield f"{indent}What to do: {finding.remedy}"
    yield ""
    if examination.safe:
        yield "This machine can wall submissions in: grading other people's code is safe here."
    else:
        names = ", ".join(finding.name for finding in examination.missing)
        yield f"This machine cannot wall submissions in: {names} missing. `grader grade` refuses to work here."


def _try_pidfd() -> None:
    if sys.platform != "linux":
        raise OSError(f"{platform.system() or sys.platform} has no pidfd, only Linux has")
    os.close(os.pidfd_open(os.getpid()))


def _wall(wall: Wall) -> Finding:
    if wall.stands:
        return Finding(name=wall.name, state=State.OK)
    purpose = _PURPOSES[wall.name]
    return Finding(
        name=wall.name,
        state=State.MISSING,
        says=wall.why_not,
        lost=purpose.lost,
        remedy=purpose.remedy,
    )


def _details(found: Sequence[Wall]) -> Iterator[Finding]:
    """What a newer kernel adds, which is never needed: seccomp refuses the same calls."""
    if any(wall.name == "Landlock" and wall.stands for wall in found):
        version = landlock.abi()
        features = [("TCP", landlock.NETWORK_SINCE), ("signals and abstract sockets", landlock.SCOPES_SINCE)]
        has = ["files", *(name for name, since in features if version >= since)]
        without = [f"{name} (since {since})" for name, since in features if version < since]
        says = f"version {version}: {', '.join(has)}"
        if without:
            says += f"; not {', '.join(without)}, which seccomp refuses anyway"
        yield Finding(name="Landlock features", state=State.OK, says=says)
    if hasattr(os, "geteuid"):
        who = "root: every worker gives up its capabilities" if os.geteuid() == 0 else "an ordinary user"
        yield Finding(name="running as", state=State.OK, says=who)


def _python() -> Finding:
    says = f"{platform.python_implementation()} {platform.python_version()}"
    if sys.implementation.name != "cpython" or sys.version_info < OLDEST_PYTHON:
        return Finding(
            name="Python",
            state=State.MISSING,
            says=says,
            lost="The clock and the guard in a worker are made for CPython 3.11 or later.",
            remedy="Use CPython 3.11, 3.12 or 3.13.",
        )
    if sys.version_info[:2] not in TRIED_PYTHONS:
        return Finding(
            name="Python",
            state=State.NOTE,
            says=f"{says}; tried out are 3.11, 3.12 and 3.13",
            remedy="Run `grader validate` before you grade.",
        )
    return Finding(name="Python", state=State.OK, says=says)


_OURS = frozenset({"grader", "grader_clock", "asyncio", "timeout"})


def _plugins() -> Iterator[Finding]:
    """Plugins of pytest's that are installed here. A judge loads none but ours; a learner's pytest loads all."""
    installed = {point.name for point in entry_points(group="pytest11")}
    lacking = sorted(_OURS - installed)
    if lacking:
        yield Finding(
            name="pytest plugins",
            state=State.NOTE,
            says=f"not installed: {', '.join(lacking)}",
            lost="Public examples would not run as they do for learners.",
            remedy="Install the package again, with its dependencies.",
        )
    else:
        others = ", ".join(sorted(installed - _OURS)) or "none"
        yield Finding(
            name="pytest plugins", state=State.OK, says=f"ours; others, which judges leave out: {others}"
        )


def _cores() -> Finding:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Finding(name="cores", state=State.OK, says=f"{usable} usable; `grade` judges so many at a time")


def _processes(exercises: Sequence[Exercise]) -> Iterator[Finding]:
    """Exercises that are about processes need one more feature of seccomp's; the others do not."""
    needing = [exercise.slug for exercise in exercises if exercise.info.processes]
    why_not = _why_not(seccomp.check_asking)
    if not needing:
        if exercises:
            yield Finding(name="processes", state=State.OK, says="no exercise needs them")
    elif why_not:
        yield Finding(
            name="processes",
            state=State.NOTE,
            says=why_not,
            lost=f"{', '.join(needing)} cannot be graded; the other exercises can.",
            remedy="Use Linux 5.5 or later.",
        )
    else:
        yield Finding(name="processes", state=State.OK, says=f"for {', '.join(needing)}")


def _why_not(check: Callable[[], None]) -> str:
    try:
        check()
    except (MissingWall, OSError, ImportError) as error:
        return str(error)
    return ""
