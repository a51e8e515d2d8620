"""Tripwires in front of what leads from a learner's code to the code that measures it.

Python hides nothing: from any function `__globals__` and `__closure__` lead to all that it uses, from any frame
`f_globals` and `f_locals` do, from a method `__self__` leads to its object, from `object` the way goes to every class.
In a worker, and only there, these attributes and `__subclasses__` are replaced, on the built-in types themselves, by
ones that first look whose function or frame it is. A learner's own are given as ever, and so are the library's; who
asks for ours or the scenarios' is reported to `audit_hook`, which decides. Nobody is trusted by the frame that asks,
since what is written in C asks in its caller's: the clock has the true ones (`clock/looking.py`). `getattr` with a name
that is put together at run time, an `attrgetter` or `vars` are met alike. And the stack ends with the learner's own
code: behind its outermost frame, `f_back` gives None, so that no program can behave as its caller's name suggests.

Relies on CPython, as everything behind the walls does. It costs nothing where none of these attributes is read.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import FrameType, FunctionType, MethodType, ModuleType
from typing import Any, Final

from grader.clock import looking
from grader.clock.time_shims import Time
from grader.sandbox.rules import HIDDEN, HIDDEN_LATE

GlobalsOf = Callable[[FrameType], dict[str, Any]]
Decide = Callable[[str, FrameType], bool]
"""Is told the name of what was asked for, and the frame that asks: whether to give it. May raise."""

_EMPTY: Final[Mapping[str, Callable[[dict[str, Any]], Any]]] = {
    "f_locals": lambda namespace: {},
    "f_globals": lambda namespace: {"__name__": namespace.get("__name__")},
    "__closure__": lambda namespace: None,
    "__globals__": lambda namespace: {},
    "__self__": lambda namespace: None,
}
"""What is given in place of what is not."""


class Owners:
    """Which namespaces are ours."""

    def __init__(self, protected: Iterable[ModuleType]) -> None:
        self._protected = frozenset(id(vars(module)) for module in protected)

    def owns(self, namespace: object) -> bool:
        """Whether these globals are those of a module of ours or of the scenarios."""
        return id(namespace) in self._protected


def owns_class(kind: type) -> bool:
    """Whether a class was made by a module of ours."""
    return kind.__module__.startswith("grader.")


def _is_hidden(kind: type) -> bool:
    """Whether nobody is to find a class: ours, and those with which memory could be written."""
    return any(base.__module__.startswith(HIDDEN + HIDDEN_LATE) for base in kind.__mro__)


def namespace_of(kind: type) -> dict[str, Any]:
    """The dictionary behind a class, of which `__dict__` is only a view."""
    found: dict[str, Any] = gc.get_referents(kind.__dict__)[0]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """What reads the true attributes of any frame and function."""

    globals_of: GlobalsOf
    globals_of_function: Callable[[FunctionType], dict[str, Any]]
    back: Callable[[FrameType], FrameType | None]


def set_up(owners: Owners, decide: Decide) -> Real:
    """Put the tripwires in place, for good; gives what they stand before."""
    frames, functions, methods = map(namespace_of, (FrameType, FunctionType, MethodType))
    of_frame, of_function = frames["f_globals"].__get__, functions["__globals__"].__get__
    vars(looking).update(behind=frames["f_back"].__get__, locals_of=frames["f_locals"].__get__)
    for space, name, globals_of in (
        (frames, "f_locals", of_frame),
        (frames, "f_globals", of_frame),
        (functions, "__globals__", of_function),
        (functions, "__closure__", of_function),
        (methods, "__self__", _of_method(methods, of_function)),
    ):
        space[name] = property(_wire(space[name].__get__, name, globals_of, owners, decide))
    methods["__reduce__"] = _reduce_method  # the one of C tells `__self__`, too
    back = frames["f_back"].__get__
    frames["f_back"] = property(_ending(back, owners, of_frame))
    types = namespace_of(type)
    types["__subclasses__"] = _without_ours(types["__subclasses__"])
    for kind in (FrameType, FunctionType, MethodType, type):
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
    return Real(globals_of=of_frame, globals_of_function=of_function, back=back)


def _of_method(
    methods: Mapping[str, Any], globals_of: Callable[[Any], dict[str, Any]]
) -> Callable[[Any], dict[str, Any]]:
    """The globals of a method's function. None for what is no function; nor for `time.sleep` and its like.

    Those stand for functions of C, and are pickled by their object.
    """
    function_of, object_of, nowhere = (
        methods["__func__"].__get__,
        methods["__self__"].__get__,
        dict[str, Any](),
    )

    def globals_of_method(method: MethodType) -> dict[str, Any]:
        function = function_of(method)
        if type(function) is not FunctionType or type(object_of(method)) is Time:
            return nowhere
        return globals_of(function)

    return globals_of_method


def _reduce_method(method: MethodType) -> tuple[Any, ...]:
    """`method.__reduce__`: how to make it again."""
    return getattr, (method.__self__, method.__func__.__name__)


def _wire(
    real: Callable[[Any], Any],
    name: str,
    globals_of: Callable[[Any], dict[str, Any]],
    owners: Owners,
    decide: Decide,
) -> Callable[[Any], Any]:
    caller = sys._getframe

    def read(thing: Any) -> Any:
        namespace = globals_of(thing)
        if not owners.owns(namespace):
            return real(thing)
        if decide(name, caller(1)):
            return real(thing)
        return _EMPTY[name](namespace)

    return read


def _ending(
    real: Callable[[Any], FrameType | None], owners: Owners, globals_of: GlobalsOf
) -> Callable[[Any], FrameType | None]:
    """`f_back` that ends before our frames."""

    def f_back(frame: FrameType) -> FrameType | None:
        behind = real(frame)
        if behind is None or not owners.owns(globals_of(behind)) or owners.owns(globals_of(frame)):
            return behind
        return None

    return f_back


def _without_ours(real: Callable[[type], list[type]]) -> Callable[[type], list[type]]:
    """`__subclasses__` without what is hidden: who collects their own plugins is not disturbed."""
    hidden = frozenset(id(kind) for kind in _below(object, real) if _is_hidden(kind))

    def __subclasses__(kind: type) -> list[type]:
        return [found for found in real(kind) if id(found) not in hidden]

    return __subclasses__


def _below(kind: type, subclasses: Callable[[type], list[type]]) -> set[type]:
    found, left = set[type](), [kind]
    while left:
        new = [below for below in subclasses(left.pop()) if below not in found]
        found.update(new)
        left += new
    return found
