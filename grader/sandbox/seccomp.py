"""The wall around the kernel: the calls that a confined program may make, as a seccomp program.

An allow-list: what is not named in `FREE` or `GUARDED` is refused with EPERM, so that Python raises
PermissionError. A confined program starts threads, waits, reads what Landlock lets it read, and talks over
descriptors which it has. It starts no process, runs no other program, opens no socket, sends no signal, and
changes no file's owner, mode or times (which Landlock does not see).

A program that is allowed processes may fork and signal what it forked, but for each fork and each signal the
kernel asks the judge (see `family`), over the listener that `load_asking` gives. It cannot leave its process
group, so that one signal to the group ends whatever it started.

The numbers of the calls live in `kernel`; this module decides, compiles and loads.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from grader.sandbox import kernel
from grader.sandbox.kernel import Machine, MissingWall

_FILES: Final = """
    access close dup dup2 dup3 faccessat faccessat2 fstat getcwd getdents64 lseek lstat newfstatat pipe pipe2
    pread64 read readlink readlinkat readv stat statx write writev
"""
_MEMORY: Final = "brk madvise mmap mprotect mremap munmap"
_THREADS: Final = """
    exit exit_group futex restart_syscall rseq rt_sigprocmask rt_sigreturn sched_getaffinity sched_yield
    set_robust_list
"""
_WAITING: Final = """
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait poll ppoll pselect6 select
"""
_TIME: Final = "clock_getres clock_gettime clock_nanosleep gettimeofday nanosleep time times"
_PAIRS: Final = "getpeername getsockname getsockopt recvfrom shutdown"
_FACTS: Final = """
    getegid geteuid getgid getpid getppid getrandom getrlimit getrusage gettid getuid sysinfo uname
"""

FREE: Final = frozenset(" ".join((_FILES, _MEMORY, _THREADS, _WAITING, _TIME, _PAIRS, _FACTS)).split())
"""Calls allowed whatever their arguments are."""

_WITH_PROCESSES: Final = "ftruncate memfd_create pidfd_open recvmsg sendmsg wait4 waitid"
FREE_WITH_PROCESSES: Final = FREE | frozenset(_WITH_PROCESSES.split())
"""The same where a program is allowed processes: waiting for them, shared memory, descriptors for them.

A message cannot be sent to an address: every socket there is is one of a connected pair.
"""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The low 32 bits of argument `index`, after `mask`, are one of `values`.

    For arguments that the kernel takes as an int: it does not look at the upper half either.
    """

    index: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Null:
    """Argument `index`, a pointer, is NULL in all its 64 bits."""

    index: int


Guard = OneOf | Null

_THREAD: Final = (
    0x003D0F00  # CLONE_VM|FS|FILES|SIGHAND|THREAD|SYSVSEM|SETTLS|PARENT_SETTID|CHILD_CLEARTID: glibc's
)
_THREAD_MUSL: Final = _THREAD | 0x00400000  # the same and CLONE_DETACHED, which the kernel ignores
_FORK: Final = 0x01200011  # CLONE_CHILD_SETTID|CHILD_CLEARTID, SIGCHLD: glibc's
_FORK_MUSL: Final = 0x11  # SIGCHLD alone
_TRUNCATE: Final = 0x200
_HOW: Final = _TRUNCATE | 0b11
# Truncating what is opened for reading cannot be left to Landlock, which sees it since its third version.
_OPEN: Final = (0, 1, 2, 1 | _TRUNCATE, 2 | _TRUNCATE)
_DUPLICATE_AND_FLAGS: Final = (
    0,
    1,
    2,
    3,
    4,
    1030,
)  # F_DUPFD GETFD SETFD GETFL SETFL DUPFD_CLOEXEC: no owner, lock, lease
_BLOCKING_AND_TTY: Final = (
    0x5421,
    0x541B,
    0x5450,
    0x5451,
    0x5401,
)  # FIONBIO FIONREAD FIONCLEX FIOCLEX TCGETS
_THREAD_NAME: Final = (15, 16)
_UNIX: Final = 1
_STREAM: Final = 1
_STREAM_FLAGS: Final = 0x80800  # SOCK_CLOEXEC|SOCK_NONBLOCK

GUARDED: Final[Mapping[str, tuple[Guard, ...]]] = {
    "clone": (OneOf(0, (_THREAD, _THREAD_MUSL)),),
    "fcntl": (OneOf(1, _DUPLICATE_AND_FLAGS),),
    "ioctl": (OneOf(1, _BLOCKING_AND_TTY),),
    "open": (OneOf(1, _OPEN, _HOW),),
    "openat": (OneOf(2, _OPEN, _HOW),),
    "prctl": (OneOf(0, _THREAD_NAME),),
    # Its own limits may be read, not set, and no one else's be looked at.
    "prlimit64": (OneOf(0, (0,)), Null(2)),
    # Asking only: a handler would be handed the frames of our own code.
    "rt_sigaction": (Null(1),),
    # With an address a datagram would reach any socket of the machine; a connected stream has its one peer.
    "sendto": (Null(4),),
    "socketpair": (OneOf(0, (_UNIX,)), OneOf(1, (_STREAM,), 0xFFFFFFFF & ~_STREAM_FLAGS)),
}
"""Calls allowed when all their guards hold."""

UNKNOWN: Final = frozenset({"clone3"})
"""Calls answered with ENOSYS: their flags lie in memory, where no filter can look, and the C library then
falls back on an older call. Numbers above `kernel.NEWEST_NUMBER` are answered likewise."""

ASKED: Final[Mapping[str, tuple[int, ...]]] = {"clone": (_FORK, _FORK_MUSL), "fork": (), "kill": ()}
"""Calls that the judge is asked about where processes are allowed, with the first arguments that this is about."""

KILL: Final = 0x80000000
ASK: Final = 0x7FC00000
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000 | errno.EPERM
NO_SUCH_CALL: Final = 0x00050000 | errno.ENOSYS

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16  # in `struct seccomp_data`
_X32: Final = 0x40000000

Instruction = tuple[int, int, int, int]
"""code, jump if true, jump if false, operand: `struct sock_filter`."""


def program(machine: Machine, *, processes: bool = False) -> bytes:
    """The allow-list compiled for `machine`: an array of `struct sock_filter`."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in _instructions(machine, processes))


def load(compiled: bytes) -> None:
    """Put the calling thread, and every thread it will start, under `compiled`, for good.

    It must have set NO_NEW_PRIVS before. Raises OSError where the kernel refuses.
    """
    header, _memory = _header(compiled)
    kernel.control(_PR_SET_SECCOMP, _MODE_FILTER, header)


def load_asking(compiled: bytes) -> int:
    """`load` a program which asks; gives the listener's descriptor. Raises OSError where the kernel refuses."""
    header, _memory = _header(compiled)
    return kernel.call("seccomp", _SET_MODE_FILTER, _NEW_LISTENER, header)


def _header(compiled: bytes) -> tuple[bytes, object]:
    """`struct sock_fprog`, and the memory to which it points."""
    import ctypes  # noqa: PLC0415 - see kernel.call

    memory = ctypes.create_string_buffer(compiled, len(compiled))
    return struct.pack("@HP", len(compiled) // 8, ctypes.addressof(memory)), memory


def check() -> None:
    """Raise MissingWall unless this kernel filters calls and can refuse them with an errno."""
    _require(REFUSE & 0xFFFF0000, "has no seccomp filters (Linux 4.14 or later, built with them)")


def check_asking() -> None:
    """Raise MissingWall unless a filter of this kernel can ask another process."""
    _require(ASK, "has no seccomp filters that ask (Linux 5.5 or later)")


def _require(action: int, lacks: str) -> None:
    kernel.machine()
    try:
        kernel.call("seccomp", _GET_ACTION_AVAIL, 0, struct.pack("=I", action))
    except OSError as error:
        raise MissingWall(f"the kernel {lacks}: {error}") from None


_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_SET_MODE_FILTER: Final = 1
_NEW_LISTENER: Final = 1 << 3
_GET_ACTION_AVAIL: Final = 2


def _instructions(machine: Machine, processes: bool) -> Iterator[Instruction]:
    yield (_LOAD, 0, 0, _ARCH_AT)
    yield (_EQUAL, 1, 0, machine.audit)
    yield (_RETURN, 0, 0, KILL)
    yield (_LOAD, 0, 0, _NUMBER_AT)
    if machine.name == "x86_64":  # the same processor's other table of calls
        yield from _if_at_least(_X32, KILL)
    for first, last in _runs(_numbers(machine, FREE_WITH_PROCESSES if processes else FREE)):
        yield from _if_between(first, last, ALLOW)
    for name, firsts in ASKED.items() if processes else ():
        for number in _numbers(machine, (name,)):
            yield from _asked(number, firsts)
    for name, guards in GUARDED.items():
        for number in _numbers(machine, (name,)):
            yield from _guarded(number, guards)
    for number in _numbers(machine, UNKNOWN):
        yield from _if_between(number, number, NO_SUCH_CALL)
    yield from _if_at_least(kernel.NEWEST_NUMBER + 1, NO_SUCH_CALL)
    yield (_RETURN, 0, 0, REFUSE)


def _numbers(machine: Machine, names: frozenset[str] | tuple[str, ...]) -> list[int]:
    found = (machine.number(name) for name in names)
    return sorted(number for number in found if number is not None)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as one pair of first and last: shorter programs."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _if_at_least(bound: int, result: int) -> Iterator[Instruction]:
    yield (_AT_LEAST, 0, 1, bound)
    yield (_RETURN, 0, 0, result)


def _if_between(first: int, last: int, result: int) -> Iterator[Instruction]:
    if first == last:
        yield (_EQUAL, 0, 1, first)
    else:
        yield (_AT_LEAST, 0, 2, first)
        yield (_AT_LEAST, 1, 0, last + 1)
    yield (_RETURN, 0, 0, result)


def _asked(number: int, firsts: tuple[int, ...]) -> Iterator[Instruction]:
    """Ask about call `number`, if its first argument is among `firsts` or there are none; else go on."""
    if not firsts:
        yield from _if_between(number, number, ASK)
        return
    yield (_EQUAL, 0, 2 * len(firsts) + 2, number)
    yield (_LOAD, 0, 0, _ARGUMENTS_AT)
    for first in firsts:
        yield from _if_between(first, first, ASK)
    yield (_LOAD, 0, 0, _NUMBER_AT)


def _guarded(number: int, guards: tuple[Guard, ...]) -> Iterator[Instruction]:
    """Allow call `number` if every guard holds, else refuse: the loaded number is gone, so none goes on."""
    body = [instruction for guard in guards for instruction in _guard(guard)]
    body.append((_RETURN, 0, 0, ALLOW))
    yield (_EQUAL, 0, len(body), number)
    yield from body


def _guard(guard: Guard) -> Iterator[Instruction]:
    """Refuse unless `guard` holds; fall through if it does."""
    low = _ARGUMENTS_AT + 8 * guard.index  # both machines are little-endian
    yield (_LOAD, 0, 0, low)
    if isinstance(guard, Null):
        yield (_EQUAL, 0, 2, 0)
        yield (_LOAD, 0, 0, low + 4)
        yield (_EQUAL, 1, 0, 0)
    else:
        yield (_AND, 0, 0, guard.mask)
        for place, value in enumerate(guard.values):
            yield (_EQUAL, len(guard.values) - place, 0, value)
    yield (_RETURN, 0, 0, REFUSE)
