"""What is refused on the clock: sockets, processes, foreign event loops.

No audit hook sees to it, although one would be shorter: Python asks it at every `id()` and at every look into a frame
or a coroutine, and it can never be taken away again.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from grader.clock.real import get_ident
from grader.clock.replacements import Replacement
from grader.clock.world import MEMBERS, Member

_PROCESSES = (
    "system",
    "fork",
    "forkpty",
    "posix_spawn",
    "posix_spawnp",
    "execv",
    "execve",
    "spawnv",
    "spawnve",
    "startfile",
)
_CONNECTS = ("connect", "connect_ex", "bind")
_LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
_FOREIGN_LOOPS = frozenset({"uvloop", "winloop", "rloop"})
_HERE = ("127.", "::1", "localhost")


def refuse_process(what: str) -> None:
    """Raise RefusedError if the caller is on a clock that allows no real process."""
    member = MEMBERS.get(get_ident())
    if member is not None and member.world.options.io != "real":
        raise member.refuse(what)


def _shim_process(name: str) -> Callable[..., Any]:
    original = getattr(os, name)

    @wraps(original)
    def shim(*args: Any, **options: Any) -> Any:
        refuse_process(f"os.{name}")
        return original(*args, **options)

    return shim


def _refuse_address(address: Any) -> None:
    """Raise RefusedError if the caller's clock does not allow this address: a host, or what a socket connects to."""
    member = MEMBERS.get(get_ident())
    if member is None or member.world.options.io == "real":
        return
    if member.world.options.io == "refuse":
        raise member.refuse("a real socket")
    if not _is_here(address):
        raise member.refuse("a connection to another machine")


def _is_here(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    return not isinstance(host, str | bytes) or _text(host).startswith(_HERE)


def _text(host: Any) -> str:
    return host.decode("latin-1") if isinstance(host, bytes) else str(host)


def _shim_connect(name: str) -> Callable[..., Any]:
    original = getattr(socket.socket, name)

    @wraps(original)
    def method(self: socket.socket, address: Any, /) -> Any:
        _refuse_address(address if isinstance(address, tuple) else None)  # the others are files
        return original(self, address)

    return method


def _shim_lookup(name: str) -> Callable[..., Any]:
    original = getattr(socket, name)

    @wraps(original)
    def lookup(host: Any, *args: Any, **options: Any) -> Any:
        _refuse_address(host)
        return original(host, *args, **options)

    return lookup


def _shim_sendto() -> Callable[..., Any]:
    original = socket.socket.sendto

    @wraps(original)
    def sendto(self: socket.socket, *args: Any) -> Any:
        _refuse_address(args[-1] if args and isinstance(args[-1], tuple) else None)
        return original(self, *args)

    return sendto


# --- foreign event loops ------------------------------------------------------------------------------------


class _Gate:
    """Stands before all finders of modules."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> None:
        """Raise RefusedError where somebody on a clock imports a foreign loop; one that is not there is not found."""
        member = MEMBERS.get(get_ident()) if name in _FOREIGN_LOOPS else None
        if member is not None and any(
            finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not _Gate
        ):
            raise member.refuse(f"the event loop of {name}")


def watch_imports() -> None:
    """Let foreign loops be refused when they are imported."""
    sys.meta_path.insert(0, _Gate)


def refuse_loaded_loops(member: Member) -> None:
    """Foreign loops ignore the shims: let no loop of one be made."""
    for name in _FOREIGN_LOOPS & sys.modules.keys():
        loop_class = getattr(sys.modules[name], "Loop", None)
        if loop_class is not None and "_exercise_clock" not in vars(loop_class):
            _guard(loop_class, name)


def _guard(loop_class: Any, name: str) -> None:
    original = loop_class.__init__

    def guarded(self: Any, *args: Any, **options: Any) -> None:
        member = MEMBERS.get(get_ident())
        if member is not None:
            raise member.refuse(f"the event loop of {name}")
        original(self, *args, **options)

    loop_class.__init__ = guarded
    loop_class._exercise_clock = True


def replacements() -> list[Replacement]:
    """What becomes of `os` and `socket`."""
    return [
        *(Replacement(os, name, _shim_process(name)) for name in _PROCESSES if hasattr(os, name)),
        *(Replacement(socket.socket, name, _shim_connect(name)) for name in _CONNECTS),
        Replacement(socket.socket, "sendto", _shim_sendto()),
        *(Replacement(socket, name, _shim_lookup(name)) for name in _LOOKUPS),
    ]
