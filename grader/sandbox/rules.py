"""What of a learner's is refused or flagged beside the measurement, and what is not: names and words, no mechanism.

The rule: refused is what no exercise needs and what leads past the other guards; flagged is what can change a
measurement. What gains nothing is neither: `os._exit`, `exec`, a socket or a signal costs a program its check at most.
Nor is what honest programs do: a tuned `sys.setrecursionlimit`, `warnings.filterwarnings`, an event loop policy,
their own functions' `__closure__`, `gc.collect`, a look at their own frames.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Final

REASONS: Final[Mapping[str, str]] = {
    "forged": "An answer came that the worker did not give: somebody wrote on its channel.",
    "frames": "It reached for the frames of the grader or of a scenario.",
    "harness": "It reached for the grader's own modules.",
    "internals": "It reached into functions or objects that are not its own.",
    "memory": "It asked the garbage collector for other people's objects.",
    "modules": "It changed what Python imports, and left it so.",
    "native_code": "It reached for native code, which can change anything in its process.",
    "patched": "It changed a part of Python, or of the grader, that it is measured with.",
    "silenced": "The guard in its process did not answer any more.",
    "tasks": "It hid tasks of its own that still ran.",
    "time": "It changed the clock's own count of time, or had a loop tell another one.",
    "tracing": "It asked to be told of every step of the program that measures it.",
}
"""Code of a flag → one line for people."""

FOREIGN_MODULES: Final[Mapping[str, str]] = {
    "grader": "harness",
    "msgspec": "harness",
    **dict.fromkeys(
        (
            "_cffi_backend",
            "_ctypes",
            "_ctypes_test",
            "_interpchannels",
            "_interpreters",
            "_testbuffer",
            "_testcapi",
            "_testclinic",
            "_testexternalinspection",
            "_testimportmultiple",
            "_testinternalcapi",
            "_testlimitedcapi",
            "_testmultiphase",
            "_testsinglephase",
            "_xxinterpchannels",
            "_xxsubinterpreters",
            "cffi",
            "ctypes",
            "test",
            "xxlimited",
            "xxlimited_35",
            "xxsubtype",
        ),
        "native_code",
    ),
}
"""Top-level modules that are refused, with the flag's code."""

OURS: Final = ("__main__", "grader.", "scenarios_of_")
"""Starts of the names of the modules whose functions and frames are ours alone."""

HIDDEN: Final = ("grader", "msgspec", "scenarios_of_")
"""Starts of the names that are taken out of `sys.modules`: of what stands there, no import would be seen."""
HIDDEN_LATE: Final = ("ctypes", "_ctypes")
"""Those that are needed until the walls stand."""

REFUSED_EVENTS: Final[Mapping[str, str]] = {
    "code.__new__": "internals",
    "gc.get_objects": "memory",
    "gc.get_referents": "memory",
    "gc.get_referrers": "memory",
    "marshal.load": "internals",
    "marshal.loads": "internals",
    "sys.addaudithook": "tracing",
    "sys.monitoring.register_callback": "tracing",
    "sys.setprofile": "tracing",
    "sys.settrace": "tracing",
    **dict.fromkeys(
        (
            "ctypes.PyObj_FromPtr",
            "ctypes.addressof",
            "ctypes.call_function",
            "ctypes.cdata",
            "ctypes.cdata/buffer",
            "ctypes.dlopen",
            "ctypes.dlsym",
            "ctypes.dlsym/handle",
            "ctypes.memoryview_at",
            "ctypes.string_at",
            "ctypes.wstring_at",
        ),
        "native_code",
    ),
}
"""Audit events that are refused, with the flag's code."""

SPOKEN: Final[Mapping[str, str]] = {
    "code.__new__": "a code object made by hand",
    "marshal.load": "code that was written down with marshal",
    "marshal.loads": "code that was written down with marshal",
    "sys.monitoring.register_callback": "sys.monitoring",
}
"""How a learner is told what was refused, where the event's own name would puzzle."""

WATCHED: Final = frozenset(
    {"_asyncio", "_queue", "_thread", "_weakrefset", "asyncio", "builtins", "collections", "concurrent", "contextlib",
     "dataclasses", "functools", "gc", "heapq", "inspect", "io", "itertools", "linecache", "operator",
     "os", "posix", "queue", "random", "select", "selectors", "sys", "threading", "time", "traceback",
     "types", "warnings", "weakref"}
)  # fmt: skip
"""Top-level modules whose namespaces are looked at, as far as they are loaded before the learner's code is: the clock,
the scenarios and the rest of ours call them while they measure."""

_WITH_CLASSES: Final = frozenset(
    {
        "_weakrefset",
        "asyncio",
        "concurrent",
        "contextlib",
        "queue",
        "random",
        "selectors",
        "threading",
        "weakref",
    }
)
"""Those of which the classes are looked at, too."""

_FREE: Final[Mapping[str, frozenset[str]]] = {
    "asyncio.events": frozenset({"_event_loop_policy"}),
    "logging": frozenset({"raiseExceptions", "lastResort", "_srcfile", "_logRecordFactory", "_loggerClass",
                          "_warnings_showwarning"}),
    "builtins": frozenset({"_"}),
    "os": frozenset({"environ", "environb"}),
    "re": frozenset({"_cache", "_cache2"}),
    "threading": frozenset({"excepthook", "_active_limbo_lock", "_main_thread", "_shutdown_locks",
                            "_shutdown_locks_lock"}),
    "time": frozenset({"altzone", "daylight", "timezone", "tzname"}),
    "weakref.finalize": frozenset({"_dirty", "_registered_with_atexit", "_shutdown"}),
    "warnings": frozenset({"filters", "showwarning", "_showwarnmsg_impl", "formatwarning", "onceregistry",
                           "_onceregistry", "_filters_mutated", "defaultaction", "_defaultaction"}),
}  # fmt: skip
"""Names that honest programs, or the library for them, bind anew."""

_OF_PROCESSES: Final = ("multiprocessing", "concurrent.futures.process")
"""The library keeps count of processes in its modules."""
_FIXED_IN_SYS: Final = frozenset({"modules", "meta_path", "path_hooks"})
_GROWING: Final = frozenset({"__annotations__", "__abstractmethods__", "__doc__", "_abc_impl"})
"""What Python itself adds to a class or module when it is asked for."""


def is_watched(name: str) -> bool:
    """Whether a module is watched."""
    return name.startswith(OURS) or name.partition(".")[0] in WATCHED


def has_watched_classes(name: str) -> bool:
    """Whether a module is watched with its classes."""
    return name.startswith(OURS) or name.partition(".")[0] in _WITH_CLASSES


def may_change(space: str, name: str, old: object, *, added: bool, is_class: bool) -> bool:
    """Whether a name of a module or class may have changed without anybody's ill will."""
    if space.startswith(_OF_PROCESSES) or name in _FREE.get(space, ()):
        return True
    if space == "sys":
        return (name not in _FIXED_IN_SYS and not callable(old)) or name.endswith("hook")
    if added:
        # A new name changes nothing for those who measure, unless it hides a built-in one in a module of theirs.
        return name in _GROWING or (not is_class and (space == "builtins" or not hasattr(builtins, name)))
    return False


def must_stay(space: str) -> bool:
    """Whether a module or class is never changed while a learner's code runs, not even for a moment."""
    return space.startswith(OURS) or space in ("builtins", "time")
