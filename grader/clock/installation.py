"""Putting the shims in place, once a process.

They pass straight through for every thread that takes part in no clock. Install them before the modules that may say
`from time import sleep` are imported, and before freezegun; names that were captured earlier are put right where
they stand in a module's globals.
"""

from __future__ import annotations

import _thread
import os
import select
import sys
from types import ModuleType
from typing import Any

from grader.clock import (
    io_shims,
    lock_shims,
    loop_shims,
    places,
    process_shims,
    queue_shims,
    real,
    refusals,
    thread_shims,
    time_shims,
)
from grader.clock.replacements import Replacement, replace
from grader.clock.world import MEMBERS

_LEFT_ALONE = frozenset(
    {"_pytest", "pytest", "pluggy", "pytest_timeout", "xdist", "execnet", "coverage", "freezegun", "time", "_thread",
     "select", "importlib", "_frozen_importlib", "_frozen_importlib_external"}
)  # fmt: skip
"""Modules that keep the real functions: the testing tools measure real time."""
_SHIM_MODULES = (
    time_shims,
    io_shims,
    lock_shims,
    queue_shims,
    thread_shims,
    process_shims,
    loop_shims,
    refusals,
)
_state = {"installed": False}


def install() -> None:
    """Put the shims in place, if they are not.

    Raises RuntimeError while freezegun holds time still: it would put the real functions back over the shims.
    """
    if _state["installed"]:
        return
    _prepare_freezegun()
    _state["installed"] = True
    everywhere, learners_only = _captured_names()
    for module in _SHIM_MODULES:
        replace(module.replacements())
    _put_right_captured(everywhere, learners_only)
    refusals.watch_imports()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=MEMBERS.clear)


def _captured_names() -> tuple[dict[int, Any], dict[int, Any]]:
    """By identity, what becomes of functions and classes that somebody may have imported by name."""
    everywhere: dict[int, Any] = {
        id(getattr(sys.modules["time"], name)): shim for name, shim in time_shims.SHIMS.items()
    }
    everywhere[id(select.select)] = io_shims.select
    learners_only: dict[int, Any] = {
        id(_thread.allocate_lock): lock_shims.Lock,
        id(sys.modules["threading"].Lock): lock_shims.Lock,
        id(sys.modules["threading"].RLock): lock_shims.RLock,
        id(real.SimpleQueue): queue_shims.SimpleQueue,
    }
    return everywhere, learners_only


def _put_right_captured(everywhere: dict[int, Any], learners_only: dict[int, Any]) -> None:
    """Replace what was captured with `from time import sleep` before the shims were there."""
    package = (__package__ or "") + "."
    for name, module in list(sys.modules.items()):
        if (
            isinstance(module, ModuleType)
            and name.partition(".")[0] not in _LEFT_ALONE
            and package not in name
        ):
            learners = places.is_learners(getattr(module, "__file__", None) or "<frozen")
            known = everywhere | learners_only if learners else everywhere
            replace(Replacement(module, attribute, known[id(value)])
                    for attribute, value in list(vars(module).items()) if id(value) in known)  # fmt: skip


def _prepare_freezegun() -> None:
    """Where freezegun came first, make the shims what it restores afterwards."""
    api: Any = sys.modules.get("freezegun.api")
    if api is None:
        return
    if api.freeze_factories:
        raise RuntimeError("install() must come before freezegun holds time still")
    for name, shim in time_shims.SHIMS.items():
        if hasattr(api, f"real_{name}"):
            api._real_time_object_ids.discard(id(getattr(api, f"real_{name}")))
            setattr(api, f"real_{name}", shim)
            api._real_time_object_ids.add(id(shim))
    api._GLOBAL_MODULES_CACHE.clear()
