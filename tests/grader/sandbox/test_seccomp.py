"""The calls of the kernel behind the walls: no process, no program, no signal, no socket, no way out."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import random
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import kernel

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

pytest.importorskip("resource", reason="only Linux has walls")

Confined = Any  # see conftest
Attempt = Callable[[], Any]


PROCESSES_AND_SIGNALS: dict[str, Attempt] = {
    "fork": os.fork,
    "forkpty": os.forkpty,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "subprocess": lambda: subprocess.run(["/bin/true"], check=False),
    "asyncio's subprocess": lambda: asyncio.run(asyncio.create_subprocess_exec("/bin/true")),
    "kill the parent": lambda: os.kill(os.getppid(), 0),
    "kill itself": lambda: os.kill(os.getpid(), 0),
    "kill every process": lambda: os.kill(-1, 0),
    "killpg": lambda: os.killpg(0, 0),
    "raise a signal": lambda: signal.raise_signal(signal.SIGTERM),
    "signal a thread": lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM),
    "a handler": lambda: signal.signal(signal.SIGTERM, print),
    "an alarm": lambda: signal.setitimer(signal.ITIMER_REAL, 1),
    "pidfd_open": lambda: os.pidfd_open(os.getppid()),
    "setsid": os.setsid,
    "nice": lambda: os.nice(1),
    "memfd_create": lambda: os.memfd_create("program"),
    "setuid": lambda: os.setuid(os.getuid()),
    "chdir": lambda: os.chdir("/"),
    "chroot": lambda: os.chroot("/"),
}


def test_no_process_and_no_signal_leaves(confined: Confined) -> None:
    """It starts no process, runs no program, sends no signal, not even to itself, and stays who it is."""
    assert not confined.not_refused(PROCESSES_AND_SIGNALS)


SOCKETS = {
    "tcp": (socket.AF_INET, socket.SOCK_STREAM, 0),
    "udp": (socket.AF_INET, socket.SOCK_DGRAM, 0),
    "ipv6": (socket.AF_INET6, socket.SOCK_STREAM, 0),
    "raw": (socket.AF_INET, socket.SOCK_RAW, 1),
    "unix": (socket.AF_UNIX, socket.SOCK_STREAM, 0),
    "unix datagrams": (socket.AF_UNIX, socket.SOCK_DGRAM, 0),
    "netlink": (16, socket.SOCK_RAW, 0),
    "packet": (17, socket.SOCK_RAW, 0),
    "vsock": (40, socket.SOCK_STREAM, 0),
    "kernel crypto": (38, socket.SOCK_SEQPACKET, 0),
}


def test_no_socket_can_be_opened(confined: Confined) -> None:
    """Neither the network nor the machine's own services can be spoken to."""
    assert not confined.not_refused({name: partial(socket.socket, *kind) for name, kind in SOCKETS.items()})


def test_no_abstract_socket_can_be_reached(confined: Confined) -> None:
    """A socket that it may have, one of a pair, neither connects nor sends to an address."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
        service.bind("\0grader-walls-" + str(random.getrandbits(64)))
        address = service.getsockname()
        assert confined(lambda: socket.socketpair()[0].connect(address)).errno == errno.EPERM
        assert confined(lambda: socket.socketpair()[0].sendto(b"hello", address)).errno == errno.EPERM
        assert confined(lambda: socket.socketpair()[0].sendmsg([b"x"], [], 0, address)).errno == errno.EPERM
        assert confined(lambda: len(socket.socketpair(type=socket.SOCK_DGRAM))).errno == errno.EPERM
        assert not select.select([service], [], [], 0)[0]


def test_one_stream_can_be_talked_over(confined: Confined) -> None:
    """A kept socket carries the questions and the answers."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"question")
        seen = confined(lambda: (theirs.recv(8).decode(), theirs.sendall(b"answer")), keep=(theirs.fileno(),))
        assert seen.value == ["question", None]
        assert ours.recv(6) == b"answer"


CALLS = {
    # what it is:   x86-64, aarch64
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "accept4": (288, 242),
    "sendmmsg": (307, 269),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "umount2": (166, 39),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "pivot_root": (155, 41),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "inotify_init1": (294, 26),
    "timerfd_create": (283, 85),
    "timer_create": (222, 107),
    "setitimer": (38, 103),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "setrlimit": (160, 164),
    "capset": (126, 91),
    "personality": (135, 92),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "settimeofday": (164, 170),
    "sethostname": (170, 161),
    "modify_ldt": (154, None),
    "iopl": (172, None),
    "mbind": (237, 235),
    "sched_setaffinity": (203, 122),
    "syslog": (103, 116),
    "quotactl": (179, 60),
}


def raw_call(number: int | None, *arguments: int) -> int:
    """Make the call of the kernel with that number; give its errno, 0 if it was done."""
    done = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *map(ctypes.c_ulong, arguments))
    return ctypes.get_errno() if done < 0 else 0


def test_the_kernels_other_doors_are_shut(confined: Confined) -> None:
    """Calls by which others escaped are refused with EPERM, made straight, without Python or the C library."""
    column = kernel.machine().column
    numbers = {name: row[column] for name, row in CALLS.items() if row[column] is not None}
    seen = confined(lambda: {name: raw_call(number, 0) for name, number in numbers.items() if number}).value
    assert seen == dict.fromkeys(numbers, errno.EPERM)


def test_no_thread_takes_another_namespace_or_process_with_it(confined: Confined) -> None:
    """`clone` starts threads alone: flags of a fork or a namespace are refused; `clone3` is not there."""
    clone, clone3 = (kernel.NUMBERS[name][kernel.machine().column] for name in ("clone", "clone3"))
    new_user, fork = 0x10000000, signal.SIGCHLD
    seen = confined(lambda: [raw_call(clone, flags) for flags in (fork, new_user, new_user | 0x3D0F00)])
    assert seen.value == [errno.EPERM] * 3
    assert confined(lambda: raw_call(clone3, 0, 0)).value == errno.ENOSYS


def test_the_walls_cannot_be_taken_down(confined: Confined) -> None:
    """Whoever is inside cannot outlive the parent, become dumpable, or gain a capability."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    assert confined(lambda: (prctl(1, 0), ctypes.get_errno())).value == [-1, errno.EPERM]
    assert confined(lambda: (prctl(4, 1), ctypes.get_errno())).value == [-1, errno.EPERM]
    assert confined(lambda: (prctl(47, 2, 0, 0, 0), ctypes.get_errno())).value == [-1, errno.EPERM]


def test_root_has_no_capability_left(confined: Confined, folder: Path) -> None:
    """Behind the walls root is subject to the modes of files like anyone else."""
    shut = folder / "shut"
    shut.write_text("secret")
    shut.chmod(0)
    if os.geteuid() == 0:
        os.chown(shut, 1, 1)
    assert confined(shut.read_text, readable=(folder,)).refused
