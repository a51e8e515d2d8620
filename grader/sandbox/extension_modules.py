"""Modules written in C, when a learner's code has them made: none that is refused, and none a second time.

Python raises an audit event when it imports a module, but not where an extension that was loaded before is made into
a module once more: a new `_asyncio` or `time` would hold the functions as they were before ours took their places.
"""

from __future__ import annotations

import _imp
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import FrameType
from typing import Any

Ask = Callable[[str, FrameType], None]
"""Is told the names that a module may go by, and the frame that has it made. May raise."""


def set_up(ask: Ask) -> None:
    """Put it in place, for good."""
    space = vars(_imp)
    for name in ("create_builtin", "create_dynamic"):
        space[name] = _asking(space[name], ask)


def _asking(create: Callable[..., Any], ask: Ask) -> Callable[..., Any]:
    caller = sys._getframe

    def create_module(spec: Any, *arguments: Any) -> Any:
        # Read once: an object of a class of somebody's own could say another name the next time.
        name, origin = "".join(spec.name), spec.origin and "".join(spec.origin)
        ask(name.rpartition(".")[2], caller(1))  # an extension's own name is the last part
        if origin:
            ask(origin.rpartition("/")[2].partition(".")[0], caller(1))
        return create(ModuleSpec(name, None, origin=origin), *arguments)

    create_module.__name__ = create_module.__qualname__ = create.__name__
    return create_module
