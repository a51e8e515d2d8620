"""The pipe by which another thread wakes an event loop, handed on from one loop of a worker to the next.

A grading makes a hundred loops and closes them. To make this pipe, a pair of sockets, and to close it takes as long as
all else of a loop's beginning and end. What may still lie in it wakes the next loop once, for nothing.
"""

from __future__ import annotations

from asyncio.selector_events import BaseSelectorEventLoop
from socket import socket
from typing import Any

_Loop: Any = BaseSelectorEventLoop
_make, _close = _Loop._make_self_pipe, _Loop._close_self_pipe
_spare: list[tuple[socket, socket]] = []


def set_up() -> None:
    """Put it in place, for good; in the zygote, which closes no loop from then on: no two workers share a pipe."""
    _Loop._make_self_pipe, _Loop._close_self_pipe = _take, _put_back


def _take(loop: Any) -> None:
    """`loop._make_self_pipe`."""
    if not _spare or not _is_open(_spare[0]):
        _spare.clear()
        _make(loop)
        return
    loop._ssock, loop._csock = _spare.pop()
    loop._internal_fds += 1
    loop._add_reader(loop._ssock.fileno(), loop._read_from_self)


def _put_back(loop: Any) -> None:
    """`loop._close_self_pipe`."""
    pair = loop._ssock, loop._csock
    if _spare or not _is_open(pair):
        _close(loop)
        return
    loop._remove_reader(loop._ssock.fileno())
    _spare.append(pair)
    loop._ssock = loop._csock = None
    loop._internal_fds -= 1


def _is_open(pair: tuple[Any, Any]) -> bool:
    """Whether nobody has closed it, or put something else in its place."""
    return all(type(end) is socket and end.fileno() >= 0 for end in pair)
