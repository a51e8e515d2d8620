"""The Linux kernel as the walls see it: the numbers of its calls, and how to make one from Python.

The numbers are those of the kernel's own tables, `arch/x86/entry/syscalls/syscall_64.tbl` for x86-64 and
`scripts/syscall.tbl` (before 6.11 `include/uapi/asm-generic/unistd.h`) for aarch64; since number 403 both
count alike. A test compares them with the headers of the machine where it has them.

Which calls a submission may make does not live here (see `seccomp`). Importable on every platform:
nothing is looked up before it is used.
"""

from __future__ import annotations

import functools
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ctypes

NUMBERS: Final[Mapping[str, tuple[int | None, int | None]]] = {
    # what stands here:   x86-64, aarch64 (None: the machine never had that call)
    "access": (21, None),
    "brk": (12, 214),
    "capset": (126, 91),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "clone": (56, 220),
    "clone3": (435, 435),
    "close": (3, 57),
    "close_range": (436, 436),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "epoll_wait": (232, None),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fcntl": (72, 25),
    "fork": (57, None),
    "fstat": (5, 80),
    "ftruncate": (77, 46),
    "futex": (202, 98),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "getegid": (108, 177),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getpeername": (52, 205),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getrandom": (318, 278),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "getsockname": (51, 204),
    "getsockopt": (55, 209),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "getuid": (102, 174),
    "ioctl": (16, 29),
    "kill": (62, 129),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "lseek": (8, 62),
    "lstat": (6, None),
    "madvise": (28, 233),
    "memfd_create": (319, 279),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "nanosleep": (35, 101),
    "newfstatat": (262, 79),
    "open": (2, None),
    "openat": (257, 56),
    "pidfd_open": (434, 434),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "poll": (7, None),
    "ppoll": (271, 73),
    "prctl": (157, 167),
    "pread64": (17, 67),
    "prlimit64": (302, 261),
    "pselect6": (270, 72),
    "read": (0, 63),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "readv": (19, 65),
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "seccomp": (317, 277),
    "select": (23, None),
    "sendmsg": (46, 211),
    "sendto": (44, 206),
    "set_robust_list": (273, 99),
    "shutdown": (48, 210),
    "socketpair": (53, 199),
    "stat": (4, None),
    "statx": (332, 291),
    "sysinfo": (99, 179),
    "time": (201, None),
    "times": (100, 153),
    "uname": (63, 160),
    "wait4": (61, 260),
    "waitid": (247, 95),
    "write": (1, 64),
    "writev": (20, 66),
}

NEWEST_NUMBER: Final = 470
"""The newest call that existed when this table was written; a higher number was unknown then."""


class MissingWall(OSError):
    """A wall that this machine cannot put up; the message says in one line which, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A kind of processor, as the kernel tells it apart.

    `audit` is its AUDIT_ARCH_* value (`include/uapi/linux/audit.h`), `column` its place in `NUMBERS`.
    """

    name: str
    audit: int
    column: int

    def number(self, call: str) -> int | None:
        """The number of `call`, or None where this machine never had it."""
        return NUMBERS[call][self.column]


MACHINES: Final = (
    Machine(name="x86_64", audit=0xC000003E, column=0),
    Machine(name="aarch64", audit=0xC00000B7, column=1),
)


def machine() -> Machine:
    """The machine that runs this. Raises MissingWall on a system or a processor without a table here."""
    if not sys.platform.startswith("linux"):
        raise MissingWall(
            f"{platform.system() or sys.platform} has no walls for other people's code, only Linux has"
        )
    if sys.maxsize < 2**32:
        raise MissingWall("a 32-bit Python cannot be confined")
    for known in MACHINES:
        if known.name == platform.machine():
            return known
    raise MissingWall(f"the kernel's call numbers on {platform.machine()} processors are not known here")


def call(name: str, *arguments: int | bytes | None) -> int:
    """Make the call `name` and return what it gives. Raises OSError with the kernel's errno."""
    import ctypes  # noqa: PLC0415 - not needed, and not always built, where there are no walls

    number = machine().number(name)
    if number is None:
        raise MissingWall(f"{machine().name} has no call {name}")
    return _checked(name, _libc().syscall(ctypes.c_long(number), *map(_word, arguments)))


def control(option: int, *arguments: int | bytes) -> int:
    """Make the call prctl with `option`. Raises OSError with the kernel's errno."""
    padded = (option, *arguments, 0, 0, 0, 0)[:5]
    return _checked(f"prctl {option}", _libc().prctl(*map(_word, padded)))


def one_malloc_arena() -> None:
    """Let all threads share one heap, where the C library can.

    glibc otherwise reserves 64 MiB of address space for each of the first threads, and a dozen threads
    would exhaust a limit of which they use nothing.
    """
    adjust = getattr(_libc(), "mallopt", None)
    if adjust is not None:
        adjust(_M_ARENA_MAX, 1)


_M_ARENA_MAX: Final = -8


@functools.cache
def _libc() -> ctypes.CDLL:
    import ctypes  # noqa: PLC0415

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _word(argument: int | bytes | None) -> object:
    """An argument in the width of a register; bytes go as a pointer to them."""
    import ctypes  # noqa: PLC0415

    return ctypes.c_ulong(argument) if isinstance(argument, int) else ctypes.c_char_p(argument)


def _checked(name: str, result: int) -> int:
    import ctypes  # noqa: PLC0415

    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name)
    return result
