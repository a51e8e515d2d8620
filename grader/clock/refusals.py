"""What is refused on the clock although no shim stands before it: sockets, processes, uvloop.

An audit hook sees them.
"""

from __future__ import annotations

import sys
from typing import Any

from grader.clock.real import get_ident
from grader.clock.world import MEMBERS, Member

_PROCESSES = {
    "subprocess.Popen": "a subprocess",
    "os.system": "os.system",
    "os.fork": "os.fork",
    "os.forkpty": "os.forkpty",
    "os.posix_spawn": "os.posix_spawn",
    "os.spawn": "os.spawn",
    "os.exec": "os.exec",
    "os.startfile": "os.startfile",
}
_SOCKETS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"})
_FOREIGN_LOOPS = frozenset({"uvloop", "winloop", "rloop"})
_AUDITED = frozenset(_PROCESSES) | _SOCKETS | {"import"}
_HERE = ("127.", "::1", "localhost")


def audit(event: str, args: tuple[Any, ...]) -> None:
    """The audit hook. Raises RefusedError for what the caller's clock does not allow."""
    if not MEMBERS or event not in _AUDITED:
        return
    member = MEMBERS.get(get_ident())
    if member is None:
        return
    what = _refused(member, event, args)
    if what is not None:
        raise member.refuse(what)


def _refused(member: Member, event: str, args: tuple[Any, ...]) -> str | None:
    io = member.world.options.io
    if event == "import":
        return f"the event loop of {args[0]}" if args[0] in _FOREIGN_LOOPS else None
    if event in _PROCESSES:
        return None if io == "real" else _PROCESSES[event]
    if io == "refuse":
        return "a real socket"
    if io == "loopback" and not _is_here(event, args):
        return "a connection to another machine"
    return None


def _is_here(event: str, args: tuple[Any, ...]) -> bool:
    if event == "socket.getaddrinfo":
        return args[0] is None or _text(args[0]).startswith(_HERE)
    address = args[1]
    return not isinstance(address, tuple) or _text(address[0]).startswith(_HERE)


def _text(host: Any) -> str:
    return host.decode("latin-1") if isinstance(host, bytes) else str(host)


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
