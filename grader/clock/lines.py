"""Lines in which threads wait: for a lock, or for what is put into a queue.

A line stands on an object of the program's, from which nothing may lead to the clock: it holds numbers, and here alone
it is known whose they are.
"""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import Any

Line = deque[int]

_numbers = count()
_waiting: dict[int, Any] = {}


def stand(line: Line, who: Any) -> int:
    """Let somebody stand at the end of a line; gives the number to leave it with."""
    number = next(_numbers)
    _waiting[number] = who
    line.append(number)
    return number


def leave(line: Line, number: int) -> None:
    """Wait no longer, whether or not it was one's turn."""
    _waiting.pop(number, None)
    if number in line:
        line.remove(number)


def take_first(line: Line) -> Any:
    """Who has waited longest, and stands there no more; None where nobody waits."""
    while line:
        who = _waiting.pop(line.popleft(), None)
        if who is not None:
            return who
    return None
