"""Whether the modules and classes that a measurement rests on are as they were: a fingerprint of their namespaces.

Every dictionary of CPython's counts its changes. Reading the counters of all these modules and classes takes some
fifteen microseconds, and tells also of what was changed and put back; only where one moved are the values looked at,
by identity, so that nothing of the learner's takes part in the comparison. Where the counters cannot be read, all the
values are compared, and what was put back is missed.

A worker is a fork, which pays for each page that it writes to, and a reference is counted in the object. Hence bytes:
they are read and compared without touching what they tell of.

What a change means is not decided here (see `rules`), nor when one looks (see `guard`).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import is_
from types import ModuleType
from typing import Any, Final

from grader.sandbox.tripwires import namespace_of

_COUNTER_AT: Final = 24
"""Where in a dictionary, on 64-bit machines, its counter lies: after the count of references, type and size."""
_COUNTER_SIZE: Final = 8
_TABLE_AT: Final = 32
"""And where the address of its table does."""
_TABLE_HEAD: Final = 32
"""Bytes at the start of a table that say how full it is, and what the interpreter notes for itself."""
_MISSING: Final = object()
_forget_what_was_looked_up: Final[Callable[[], None]] = (
    getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache
)
_HEAP_TYPE: Final = 1 << 9
_IMMUTABLE_TYPE: Final = 1 << 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A name that is not as it was."""

    space: Space
    name: str
    old: Any
    """What it was; `MISSING` where it was not there."""

    @property
    def added(self) -> bool:
        """Whether the name was not there."""
        return self.old is _MISSING

    @property
    def shown(self) -> str:
        """The name in full: `asyncio.tasks.sleep`."""
        return f"{self.space.name}.{self.name}"

    def undo(self) -> None:
        """Make the name what it was, so that what follows stands on sound ground."""
        owner = self.space.owner
        if isinstance(owner, type) and not self.space.fixed:
            type.__delattr__(owner, self.name) if self.added else type.__setattr__(owner, self.name, self.old)
        elif self.added:
            self.space.names.pop(self.name, None)
        else:
            self.space.names[self.name] = self.old
        if self.space.fixed:
            _forget_what_was_looked_up()


class Space:
    """The namespace of a module or class, and what ought to stand in it."""

    def __init__(self, name: str, owner: ModuleType | type) -> None:
        self.name, self.owner = name, owner
        self.fixed = isinstance(owner, type) and not _is_open(owner)
        """Whether it is a built-in type, which nobody changes but by a trick."""
        self.names: dict[str, Any] = namespace_of(owner) if isinstance(owner, type) else vars(owner)
        self._others: list[tuple[str, Any]] = []
        self.save()

    def save(self) -> None:
        """Take what stands there now for what ought to."""
        self.saved = dict(self.names)
        self._image = _Image(self.names)

    def accept(self) -> None:
        """Let what stands there now be as good as what was saved: somebody of ours takes turns with it."""
        self._others += [(change.name, self.names.get(change.name)) for change in self.changes()]

    def is_as_saved(self) -> bool:
        """Whether nothing has changed, or all is put back; at the price of reading a few pages."""
        return self._image.holds()

    def changes(self) -> list[Change]:
        """Every name that is not as it ought to be."""
        names, saved = self.names, self.saved
        if len(names) == len(saved) and all(map(is_, names.values(), saved.values())):
            return []
        changed = [name for name, old in saved.items() if names.get(name, _MISSING) is not old]
        changed += [name for name in names if name not in saved]
        for other, value in self._others:
            changed = [name for name in changed if name != other or names.get(name, _MISSING) is not value]
        return [Change(space=self, name=name, old=saved.get(name, _MISSING)) for name in changed]


class _Image:
    """The table of a dictionary as it lies in memory: keys and values by their addresses."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._table = _pointer(names, _TABLE_AT)
        self._address = self._table.value
        size = names.__sizeof__() - dict.__basicsize__ - _TABLE_HEAD
        self._memory = (ctypes.c_char * max(0, size)).from_address(self._address + _TABLE_HEAD)
        self._bytes = self._memory.raw

    def holds(self) -> bool:
        return self._table.value == self._address and self._memory.raw == self._bytes


class Namespaces:
    """The namespaces of modules, of the classes which those of some of them define, and of built-in types.

    A built-in type refuses to be changed, but the dictionary behind it can be got hold of: a comparison of its
    `__dict__` with an object hands it over.
    """

    def __init__(self, modules: Mapping[str, ModuleType], with_classes: Callable[[str], bool]) -> None:
        self.spaces = [Space(name, owner) for name, owner in _owners(modules, with_classes)]
        self._restless = len(self.spaces)
        self._counters = _counters([space.names for space in self.spaces])

    def put_first(self, restless: Iterable[Space]) -> None:
        """Let these stand at the head: each run changes them by itself, and they are looked at in another way."""
        chosen = {id(space) for space in restless}
        self._restless = len(chosen)
        self.spaces.sort(key=lambda space: id(space) not in chosen)
        self._counters = _counters([space.names for space in self.spaces])

    @property
    def restless(self) -> list[Space]:
        """Those that each run changes by itself; all of them before `put_first`."""
        return self.spaces[: self._restless]

    def counts(self) -> bytes:
        """How often each namespace was changed, eight bytes for each; empty where that cannot be read."""
        return b"".join(self._counters)

    def counts_of_restless(self) -> bytes:
        """The same of the `restless` ones alone, which takes next to no time."""
        return b"".join(self._counters[: self._restless])

    def moved(self, before: bytes, now: bytes) -> list[Space]:
        """Those which may have changed between two `counts`."""
        return self._moved(self.spaces, before, now)

    def moved_of_restless(self, before: bytes, now: bytes) -> list[Space]:
        """Those which may have changed between two `counts_of_restless`."""
        return self._moved(self.restless, before, now)

    def moved_of_quiet(self, before: bytes, now: bytes) -> list[Space]:
        """Those beside the `restless` ones which may have changed between two `counts`."""
        head = self._restless * _COUNTER_SIZE
        return self._moved(self.spaces[self._restless :], before[head:], now[head:])

    def _moved(self, spaces: list[Space], before: bytes, now: bytes) -> list[Space]:
        if not self._counters:
            return spaces
        if before == now:
            return []
        then, count = memoryview(before).cast("Q"), memoryview(now).cast("Q")
        return [space for space, old, new in zip(spaces, then, count, strict=True) if old != new]


def _owners(
    modules: Mapping[str, ModuleType], with_classes: Callable[[str], bool]
) -> Iterator[tuple[str, ModuleType | type]]:
    """Each module, each class that stands in the module that made it and can be changed, and the built-in types."""
    built_in: dict[int, type] = {}
    for name, module in modules.items():
        yield name, module
        for value in list(vars(module).values()):
            if type(value) is type and not _is_open(value):
                built_in[id(value)] = value
            elif (
                with_classes(name)
                and isinstance(value, type)
                and value.__module__ == name
                and _is_open(value)
            ):
                yield f"{name}.{value.__qualname__}", value
    for kind in built_in.values():
        yield f"{kind.__module__}.{kind.__qualname__}", kind


def _is_open(kind: type) -> bool:
    return bool(kind.__flags__ & _HEAP_TYPE) and not kind.__flags__ & _IMMUTABLE_TYPE


def _counters(spaces: Iterable[dict[str, Any]]) -> list[ctypes.c_uint64]:
    """The counters of dictionaries, in place; none where this Python does not count as we know it."""
    if sys.maxsize < 2**32:
        return []
    trial: dict[str, int] = {}
    counter, seen = _pointer(trial, _COUNTER_AT), list[int]()
    for value in (1000, 2000, 1000):
        trial["a"] = value
        seen.append(counter.value)
    return [_pointer(space, _COUNTER_AT) for space in spaces] if seen == sorted(set(seen)) else []


def _pointer(space: dict[str, Any], place: int) -> ctypes.c_uint64:
    return ctypes.c_uint64.from_address(id(space) + place)
