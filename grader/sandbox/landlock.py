"""The wall around files: a Landlock ruleset which lets a process read some paths and change nothing.

Landlock belongs to the kernel since 5.13 and needs no privilege. Each newer version ("ABI") of it handles
more; what an older one does not see, the seccomp program refuses (truncation, ioctl, sockets, signals), so
that every version will do. The names and values are those of `include/uapi/linux/landlock.h`.

Landlock hides contents, not names: whether a file exists, how long it is and when it changed (`stat`) can be
asked still. Which paths are readable is not decided here (see `confine`).
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Iterable
from contextlib import suppress
from enum import IntFlag
from typing import Final

from grader.sandbox import kernel
from grader.sandbox.kernel import MissingWall


class Access(IntFlag):
    """LANDLOCK_ACCESS_FS_*: what can be done with a file or in a directory."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


FIRST_SEEN: Final = {Access.REFER: 2, Access.TRUNCATE: 3, Access.IOCTL_DEV: 5}
"""The ABI since which an access is handled; all the others are since the first."""

NETWORK_SINCE: Final = 4
NETWORK: Final = 0b11  # bind and connect with TCP
SCOPES_SINCE: Final = 6
SCOPES: Final = 0b11  # abstract UNIX sockets, signals
QUIET_SINCE: Final = 7
QUIET: Final = 0b1  # LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF

_VERSION: Final = 1
_PATH_BENEATH: Final = 1

_WHY: Final = {
    errno.ENOSYS: "the kernel has no Landlock (it needs Linux 5.13 or later, built with it)",
    errno.EOPNOTSUPP: "Landlock is built into the kernel but was not enabled when it started (lsm=)",
    errno.EPERM: "a container or its seccomp profile forbids Landlock",
}


def abi() -> int:
    """The version of Landlock in this kernel, 1 or more. Raises MissingWall where it has none."""
    try:
        return kernel.call("landlock_create_ruleset", 0, 0, _VERSION)
    except MissingWall:
        raise
    except OSError as error:
        raise MissingWall(_WHY.get(error.errno or 0, f"Landlock does not answer: {error}")) from None


def ruleset(*, readable: Iterable[str], writable: Iterable[str] = ()) -> int:
    """A descriptor of rules: what stands beneath `readable` can be read, `writable` files also written.

    All else that Landlock handles is refused. A path which is not there, or which we may not look at
    ourselves, is left out. Raises MissingWall without Landlock.
    """
    version = abi()
    descriptor = kernel.call("landlock_create_ruleset", *_attributes(version))
    for path in readable:
        _allow(descriptor, path, Access.READ_FILE | Access.READ_DIR)
    for path in writable:
        _allow(descriptor, path, Access.READ_FILE | Access.WRITE_FILE)
    return descriptor


def restrict(descriptor: int) -> None:
    """Put the calling thread under the rules, for good. It must have set NO_NEW_PRIVS before.

    The kernel is asked to keep refusals out of the machine's audit log, which a hostile program could fill.
    """
    kernel.call("landlock_restrict_self", descriptor, QUIET if abi() >= QUIET_SINCE else 0)


def _attributes(version: int) -> tuple[bytes, int, int]:
    """`struct landlock_ruleset_attr` as `version` knows it, its size, and no flags."""
    handled = [access for access in Access if FIRST_SEEN.get(access, 1) <= version]
    fields: list[int] = [sum(handled)]
    if version >= NETWORK_SINCE:
        fields.append(NETWORK)
    if version >= SCOPES_SINCE:
        fields.append(SCOPES)
    packed = struct.pack(f"={len(fields)}Q", *fields)
    return packed, len(packed), 0


def _allow(descriptor: int, path: str, access: Access) -> None:
    with suppress(FileNotFoundError, PermissionError, NotADirectoryError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                access &= ~Access.READ_DIR  # the kernel takes no right of directories for a file
            rule = struct.pack("=Qi", access, place)
            kernel.call("landlock_add_rule", descriptor, _PATH_BENEATH, rule, 0)
        finally:
            os.close(place)
