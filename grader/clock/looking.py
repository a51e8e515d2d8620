"""How the clock and the sandbox look further than a learner's code may: behind a frame, into it, at all objects.

Elsewhere these are Python's own. In a worker a learner's code gets less, and the true ones are put here. It is decided
by who has these functions, not by whose frame asks: what is written in C asks in the frame of its caller.
"""

from __future__ import annotations

import gc
from types import FrameType
from typing import Any


def behind(frame: FrameType) -> FrameType | None:
    """The frame that called this one. Raises TypeError, in a worker, for what is no frame."""
    return frame.f_back


def locals_of(frame: FrameType) -> dict[str, Any]:
    """The variables of a frame. Raises TypeError, in a worker, for what is no frame."""
    return frame.f_locals


def all_objects() -> list[Any]:
    """All objects that the garbage collector tracks, but for frozen ones."""
    return gc.get_objects()
