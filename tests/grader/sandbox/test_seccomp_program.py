"""The list of allowed calls, proven on a small interpreter of its programs: for both machines, on any."""

from __future__ import annotations

import errno
import functools
import re
import struct
from pathlib import Path

import pytest

from grader.sandbox import seccomp
from grader.sandbox.kernel import MACHINES, NEWEST_NUMBER, NUMBERS, Machine

ALLOW, REFUSE, KILL, NO_SUCH_CALL = seccomp.ALLOW, seccomp.REFUSE, seccomp.KILL, seccomp.NO_SUCH_CALL

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}

on_each_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)


@functools.cache
def instructions(machine: Machine, processes: bool = False) -> list[tuple[int, ...]]:
    """The program of `machine`, as code, jump if true, jump if false, operand."""
    return list(struct.iter_unpack("<HBBI", seccomp.program(machine, processes=processes)))


def verdict(
    machine: Machine, number: int, *arguments: int, audit: int | None = None, processes: bool = False
) -> int:
    """What the kernel would answer: the program run on `struct seccomp_data` as the kernel runs it."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, machine.audit if audit is None else audit, 0, *padded)
    code = instructions(machine, processes)
    place = accumulator = 0
    while True:
        what, if_true, if_false, operand = code[place]
        place += 1
        if what == 0x06:
            return operand
        if what == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif what == 0x54:
            accumulator &= operand
        else:
            holds = {0x15: accumulator == operand, 0x35: accumulator >= operand}[what]
            place += if_true if holds else if_false


def ask(machine: Machine, name: str, *arguments: int, processes: bool = False) -> int:
    """The verdict on a call by name; REFUSE where the machine never had it."""
    number = machine.number(name)
    return REFUSE if number is None else verdict(machine, number, *arguments, processes=processes)


@on_each_machine
def test_every_call_is_refused_that_is_not_on_the_list(machine: Machine) -> None:
    """Of all numbers of calls, only those of FREE pass whatever the arguments are."""
    free = {machine.number(name) for name in seccomp.FREE}
    guarded = {machine.number(name) for name in seccomp.GUARDED}
    unknown = {machine.number(name) for name in seccomp.UNKNOWN}
    for number in set(range(NEWEST_NUMBER + 1)) - guarded:
        expected = ALLOW if number in free else NO_SUCH_CALL if number in unknown else REFUSE
        assert verdict(machine, number) == expected, number


def test_no_dangerous_call_is_free() -> None:
    """The list holds nothing that makes processes, signals, sockets, mounts or changes to files."""
    dangerous = (
        r"exec|fork|kill|socket|connect|bind|listen|accept|mount|set[ug]id|chmod|chown|unlink|rename|mk"
    )
    assert not {name for name in seccomp.FREE if re.search(dangerous, name)}


@on_each_machine
def test_another_architecture_kills(machine: Machine) -> None:
    """The numbers mean something else in 32-bit mode or on the x32 table, so using these ends the process."""
    assert verdict(machine, 0, audit=0x40000003) == KILL
    if machine.name == "x86_64":
        assert verdict(machine, 0x40000000 | 1) == KILL


@on_each_machine
def test_calls_of_later_kernels_do_not_exist(machine: Machine) -> None:
    """A C library that tries a call newer than the table is told ENOSYS, and falls back."""
    assert verdict(machine, NEWEST_NUMBER + 1) == NO_SUCH_CALL
    assert ask(machine, "clone3") == NO_SUCH_CALL
    assert NO_SUCH_CALL & 0xFFFF == errno.ENOSYS


@on_each_machine
def test_only_threads_can_be_cloned(machine: Machine) -> None:
    """The flags of glibc's and musl's pthread_create pass; fork's, vfork's and new namespaces do not."""
    thread, musl, fork, vfork, new_user = 0x3D0F00, 0x7D0F00, 0x1200011, 0x4111, 0x10000000
    assert ask(machine, "clone", thread) == ALLOW
    assert ask(machine, "clone", musl) == ALLOW
    for flags in (0, fork, vfork, new_user, thread | new_user, thread | 0x2000, thread & ~0x10000):
        assert ask(machine, "clone", flags) == REFUSE, hex(flags)


@on_each_machine
def test_forks_and_signals_are_asked_about_where_processes_are_allowed(machine: Machine) -> None:
    """The judge is asked about fork and kill; threads pass without, and other clones are refused as ever."""
    thread, fork, fork_musl, vfork, new_user = 0x3D0F00, 0x1200011, 0x11, 0x4111, 0x10000000
    assert ask(machine, "clone", thread, processes=True) == ALLOW
    for flags in (fork, fork_musl):
        assert ask(machine, "clone", flags, processes=True) == seccomp.ASK
    for flags in (0, vfork, new_user, fork | new_user, thread | new_user):
        assert ask(machine, "clone", flags, processes=True) == REFUSE, hex(flags)
    assert ask(machine, "kill", 1, 9, processes=True) == seccomp.ASK
    assert ask(machine, "kill", 1, 9) == REFUSE
    assert ask(machine, "wait4", processes=True) == ALLOW


@on_each_machine
def test_processes_add_nothing_else(machine: Machine) -> None:
    """Of all calls only those named for processes have another verdict than without, whatever their first argument."""
    added = {machine.number(name) for name in seccomp.FREE_WITH_PROCESSES - seccomp.FREE}
    asked = {machine.number(name) for name in seccomp.ASKED}
    for number in set(range(NEWEST_NUMBER + 1)) - added - asked:
        for first in (0, 1, 0x1200011):
            assert verdict(machine, number, first, processes=True) == verdict(machine, number, first), number


@on_each_machine
def test_a_guard_on_an_int_looks_at_what_the_kernel_looks_at(machine: Machine) -> None:
    """Bits above 32 neither help nor harm, as the kernel does not see them."""
    assert ask(machine, "socketpair", 1 | 1 << 40, 1) == ALLOW
    assert ask(machine, "socketpair", 2 | 1 << 40, 1) == REFUSE


@on_each_machine
def test_a_guard_on_a_pointer_looks_at_all_of_it(machine: Machine) -> None:
    """A pointer whose lower half is zero is no null pointer."""
    assert ask(machine, "rt_sigaction", 2, 0) == ALLOW
    assert ask(machine, "rt_sigaction", 2, 1 << 32) == REFUSE
    assert ask(machine, "rt_sigaction", 2, 1) == REFUSE


@on_each_machine
@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        pytest.param("fcntl", (0, 3), ALLOW, id="fcntl-GETFL"),
        pytest.param("fcntl", (0, 1030), ALLOW, id="fcntl-DUPFD_CLOEXEC"),
        pytest.param("fcntl", (0, 8), REFUSE, id="fcntl-SETOWN"),
        pytest.param("fcntl", (0, 10), REFUSE, id="fcntl-SETSIG"),
        pytest.param("fcntl", (0, 15), REFUSE, id="fcntl-SETOWN_EX"),
        pytest.param("fcntl", (0, 1024), REFUSE, id="fcntl-SETLEASE"),
        pytest.param("fcntl", (0, 1026), REFUSE, id="fcntl-NOTIFY"),
        pytest.param("ioctl", (0, 0x5421), ALLOW, id="ioctl-FIONBIO"),
        pytest.param("ioctl", (0, 0x5401), ALLOW, id="ioctl-TCGETS"),
        pytest.param("ioctl", (0, 0x5412), REFUSE, id="ioctl-TIOCSTI"),
        pytest.param("ioctl", (0, 0x5402), REFUSE, id="ioctl-TCSETS"),
        pytest.param("ioctl", (0, 0x8901), REFUSE, id="ioctl-FIOSETOWN"),
        pytest.param("prctl", (15, 1), ALLOW, id="prctl-SET_NAME"),
        pytest.param("prctl", (1, 0), REFUSE, id="prctl-SET_PDEATHSIG"),
        pytest.param("prctl", (4, 1), REFUSE, id="prctl-SET_DUMPABLE"),
        pytest.param("prctl", (22, 2), REFUSE, id="prctl-SET_SECCOMP"),
        pytest.param("prlimit64", (0, 7, 0, 1), ALLOW, id="prlimit64-read-own"),
        pytest.param("prlimit64", (0, 7, 1, 0), REFUSE, id="prlimit64-set-own"),
        pytest.param("prlimit64", (0, 7, 1 << 32, 0), REFUSE, id="prlimit64-set-own-high-pointer"),
        pytest.param("prlimit64", (1, 7, 0, 1), REFUSE, id="prlimit64-read-another's"),
        pytest.param("socketpair", (1, 1 | 0x80800), ALLOW, id="socketpair-unix-stream"),
        pytest.param("socketpair", (1, 2), REFUSE, id="socketpair-unix-datagram"),
        pytest.param("socketpair", (1, 5), REFUSE, id="socketpair-unix-seqpacket"),
        pytest.param("socketpair", (16, 1), REFUSE, id="socketpair-netlink"),
        pytest.param("socketpair", (30, 1), REFUSE, id="socketpair-tipc"),
        pytest.param("sendto", (3, 1, 1, 0, 0, 0), ALLOW, id="sendto-the-peer"),
        pytest.param("sendto", (3, 1, 1, 0, 1, 110), REFUSE, id="sendto-an-address"),
        pytest.param("openat", (3, 1, 0x80000), ALLOW, id="openat-to-read"),
        pytest.param("openat", (3, 1, 0o1101), ALLOW, id="openat-to-write-left-to-landlock"),
        pytest.param("openat", (3, 1, 0o1000), REFUSE, id="openat-to-read-and-truncate"),
        pytest.param("openat", (3, 1, 0o1003), REFUSE, id="openat-for-nothing-and-truncate"),
    ],
)
def test_arguments_are_checked(
    machine: Machine, call: str, arguments: tuple[int, ...], expected: int
) -> None:
    """A call which can do good and harm passes only with arguments that do good."""
    assert ask(machine, call, *arguments) == expected


def test_the_old_call_to_open_is_guarded_alike() -> None:
    """`open`, which only x86-64 has, truncates no more than `openat` does."""
    assert ask(MACHINES[0], "open", 1, 0) == ALLOW
    assert ask(MACHINES[0], "open", 1, 0o1000) == REFUSE


@on_each_machine
def test_the_kernel_would_take_the_program(machine: Machine) -> None:
    """Every jump lands inside, the last instruction returns, and the length is within the kernel's 4,096."""
    for processes in (False, True):
        code = instructions(machine, processes)
        assert len(code) < 4096
        assert code[-1][0] == 0x06
        for place, (_, if_true, if_false, _) in enumerate(code):
            assert place + 1 + max(if_true, if_false) <= len(code) - (max(if_true, if_false) > 0)


@on_each_machine
def test_numbers_agree_with_the_kernels_headers(machine: Machine) -> None:
    """The table of numbers says what the headers of this machine say, and has no number that is not theirs."""
    header = HEADERS[machine.name]
    if not header.exists():
        pytest.skip(f"the kernel's header for {machine.name} is not installed here")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text(encoding="utf-8"))
    numbers = {
        name.replace("fstatat", "newfstatat") if machine.column else name: int(n) for name, n in defined
    }
    assert {name: machine.number(name) for name in NUMBERS} == {name: numbers.get(name) for name in NUMBERS}


def test_every_listed_call_has_a_number() -> None:
    """FREE, GUARDED and UNKNOWN name only calls of the table, and none twice."""
    lists = [seccomp.FREE, frozenset(seccomp.GUARDED), seccomp.UNKNOWN]
    assert frozenset().union(*lists) <= set(NUMBERS)
    assert sum(map(len, lists)) == len(frozenset().union(*lists))
