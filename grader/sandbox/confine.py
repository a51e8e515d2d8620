"""The walls around a submission: what the kernel enforces on the process in which other people's code runs.

    walls = Walls.prepare(Limits(memory=512 * 2**20, cpu_seconds=10))   # once, in the warm parent
    if os.fork() == 0:
        walls.enter(keep=(channel.fileno(),))                           # in the child, then the hostile code

Behind the walls a process computes, starts threads, reads the Python installation and talks over the
descriptors that it was given. It cannot read any other file, write one, reach the network, start a process,
run a program, send a signal or outlive its parent. No namespace, container or privilege is needed, and no
process can be left behind: one SIGKILL ends everything. What the walls do not hide is whether a file exists,
how long it is and when it changed.

Walls that were prepared with `processes` let it fork and wait: then `enter` gives the descriptor over which the
kernel asks whether it may, which belongs into other hands (see `family`), and it must be the leader of a process
group, which neither it nor what it forks can leave. Running programs stays refused.

What is readable and how much is granted is decided here; how it is said to the kernel, in `landlock` and
`seccomp`. Nothing here knows of submissions, frames or the exercise clock. Importable on every platform:
`probe` answers on each, `Walls.prepare` raises MissingWall where a wall is missing.
"""

from __future__ import annotations

import importlib
import os
import signal
import struct
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grader.sandbox import kernel, landlock, seccomp
from grader.sandbox.kernel import MissingWall

__all__ = ["Limits", "MissingWall", "Wall", "Walls", "adopt_orphans", "die_with_parent", "probe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a confined process may use. A limit of the surroundings which is lower stays in force.

    `memory`: bytes of address space beyond what the process has when it enters, then MemoryError. The stacks
    of threads count, `thread_stack` bytes each, so the two bound the number of threads.
    `cpu_seconds`: whole seconds of processor time of all threads since the fork, then SIGXCPU, which ends the
    process; SIGKILL a second later.
    `file_size`: bytes to which it may lengthen a regular file that it holds open, standard error included.
    `open_files`: the number below which new descriptors stay.
    """

    memory: int = 512 * 2**20
    cpu_seconds: int = 10
    file_size: int = 0
    open_files: int = 64
    thread_stack: int = 2 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One wall, and whether this machine has it; `why_not` is one line, empty where it stands."""

    name: str
    stands: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Walls made ready in the parent, for each of its children to enter."""

    limits: Limits
    _parent: int
    _ruleset: int
    _processes: bool
    _program: bytes = field(repr=False)

    @classmethod
    def prepare(
        cls, limits: Limits, readable: Iterable[str | Path] = (), *, processes: bool = False
    ) -> Walls:
        """Build the walls, in the process that will fork.

        `readable` are files and folders which can be read besides the Python installation; those which do
        not exist are left out. Raises MissingWall with one line which says what this machine lacks.
        """
        for name, check in _CHECKS.items():
            _require(name, check)
        if processes:
            _require("seccomp", seccomp.check_asking)
        kernel.one_malloc_arena()
        paths = (*_installation(), *(os.fspath(path) for path in readable))
        return cls(
            limits=limits,
            _parent=os.getpid(),
            _ruleset=landlock.ruleset(readable=paths, writable=("/dev/null",)),
            _processes=processes,
            _program=seccomp.program(kernel.machine(), processes=processes),
        )

    def enter(self, keep: Iterable[int] = ()) -> int | None:
        """Confine this process for good, in a child forked by the thread that prepared the walls.

        The child must not have started threads: they would stay outside. Every descriptor but 0, 1, 2 and
        `keep` is closed; a kept socket must be a stream. SIGINT ends the process from now on: otherwise
        asyncio's Runner would install a handler, which the walls refuse. Gives the listener of walls with
        `processes`. Raises OSError if the kernel refuses a wall; then the child must end at once.
        """
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _close_all_but({0, 1, 2, self._ruleset, *keep})
        _limit(self.limits)
        _drop_capabilities()
        kernel.control(_PR_SET_NO_NEW_PRIVS, 1)
        kernel.control(_PR_SET_DUMPABLE, 0)  # a crash starts no helper of the machine's that keeps cores
        die_with_parent(self._parent)
        landlock.restrict(self._ruleset)
        os.close(self._ruleset)
        if self._processes:
            return seccomp.load_asking(self._program)
        seccomp.load(self._program)
        return None

    def close(self) -> None:
        """Give back what the parent holds; children that entered stay confined."""
        os.close(self._ruleset)


def die_with_parent(parent: int, by: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel send this process the signal `by` when `parent`, the process that started it, ends."""
    kernel.control(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:  # it died before it could be asked to be announced
        os.kill(os.getpid(), by)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    kernel.control(_PR_SET_CHILD_SUBREAPER, 1)


def probe() -> list[Wall]:
    """Every wall, and whether this machine has it. Never raises, on no platform."""
    return [_probe(name, check) for name, check in _CHECKS.items()]


_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_CHILD_SUBREAPER: Final = 36
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_GET_NO_NEW_PRIVS: Final = 39
_PR_GET_PDEATHSIG: Final = 2


def _check_limits() -> None:
    importlib.import_module("resource")  # here, since reading it in each child would cost two milliseconds
    _address_space()


def _check_privileges() -> None:
    kernel.control(_PR_GET_NO_NEW_PRIVS)


def _check_parent() -> None:
    kernel.control(_PR_GET_PDEATHSIG, bytes(4))


def _check_landlock() -> None:
    landlock.abi()


_CHECKS: Final[dict[str, Callable[[], None]]] = {
    "resource limits": _check_limits,
    "no new privileges": _check_privileges,
    "death with the parent": _check_parent,
    "Landlock": _check_landlock,
    "seccomp": seccomp.check,
}


def _require(name: str, check: Callable[[], None]) -> None:
    """Run `check`; raise MissingWall, in one line which names the wall, for whatever it raises."""
    try:
        kernel.machine()
        check()
    except Exception as error:
        raise MissingWall(f"{name}: {error or type(error).__name__}") from error


def _probe(name: str, check: Callable[[], None]) -> Wall:
    try:
        _require(name, check)
    except MissingWall as error:
        return Wall(name=name, stands=False, why_not=str(error).removeprefix(f"{name}: "))
    return Wall(name=name, stands=True)


def _installation() -> Iterator[str]:
    """What a program needs to read in order to import: nothing of the learners', specs' or a home's.

    Of this package only its own folder: an editable installation stands in the instructor's repository.
    """
    yield from (sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield str(Path(__file__).resolve().parents[1])
    yield os.path.join(sys.base_prefix, "lib")  # shared libraries that came with the interpreter
    yield from ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
    yield from ("/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom")


def _close_all_but(kept: set[int]) -> None:
    first = 0
    for descriptor in sorted(kept):
        if descriptor > first:
            kernel.call("close_range", first, descriptor - 1, 0)
        first = descriptor + 1
    kernel.call("close_range", first, 2**32 - 1, 0)


def _limit(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - Windows has none

    threading.stack_size(limits.thread_stack)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, grace=1)
    _lower(resource.RLIMIT_FSIZE, limits.file_size)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_AS, _address_space() + limits.memory)


def _lower(kind: int, wanted: int, grace: int = 0) -> None:
    """Set a limit, hard as well as soft (plus `grace`), but never above those in force."""
    import resource  # noqa: PLC0415

    soft, hard = (
        sys.maxsize if limit == resource.RLIM_INFINITY else limit for limit in resource.getrlimit(kind)
    )
    hard = min(wanted + grace, hard)
    resource.setrlimit(kind, (min(wanted, soft, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has now."""
    descriptor = os.open("/proc/self/statm", os.O_RDONLY)  # a text file of Python's would cost a child 0.3 ms
    pages = os.read(descriptor, 64).split()[0]
    os.close(descriptor)
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


_CAPABILITY_VERSION: Final = 0x20080522


def _drop_capabilities() -> None:
    """Give up every capability. Only running a program could bring one back, and the walls refuse that."""
    kernel.call("capset", struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24))
