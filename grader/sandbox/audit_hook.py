"""What of a learner's is refused while it tries: the audit hook of a worker, and what the tripwires ask.

Which events are refused stands in `rules`; what was changed all the same is found out by `guard`. An audit hook can
never be taken away again, so it is put in place in the zygote, and decides nothing before it is `armed`.
"""

from __future__ import annotations

import _thread
import asyncio
import gc
import importlib._bootstrap_external as finder
import inspect
import sys
import types
from collections.abc import Callable, Mapping
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, Final

from grader.clock import RefusedError, looking
from grader.clock.world import MEMBERS
from grader.flags import FoundBy
from grader.sandbox import extension_modules, genuine, rules, tripwires
from grader.sandbox.findings import Findings, is_library

CANARY: Final = "grader.guard"
"""An event that only we raise: the hook must hear it."""
_GETFRAME: Final = "sys._getframe"
_OF_FUNCTIONS = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
_LOADS_BYTECODE: Final = vars(finder)["_compile_bytecode"].__code__
_GENERATOR, _AWAITABLE, _COROUTINE = inspect.CO_GENERATOR, inspect.CO_ITERABLE_COROUTINE, inspect.CO_COROUTINE
_Rule = Callable[[str, tuple[Any, ...], FrameType], None]
"""Is told an event, its arguments and the frame that raises it. May raise."""


class AuditHook:
    """Refuses what `rules` name, once it is armed; `found` keeps the flags, `owners` tell what is ours."""

    def __init__(self, found: Findings, loaded: Mapping[str, ModuleType], owners: tripwires.Owners) -> None:
        self.armed = False
        self.processes = False
        """Whether the learner's program may start processes, for which the library needs native code."""
        self._found, self._owners = found, owners
        self._heard: object = None
        self._allowed: tuple[str, int] | None = None
        """An event that ours are about to raise, and in which thread."""
        self._spaces = frozenset(id(vars(module)) for module in loaded.values())
        self._loaded = frozenset(loaded)
        self._real = tripwires.set_up(owners, self._tripped)

    def install(self) -> None:
        """Put it in place, for good."""
        extension_modules.set_up(self._makes_extension)
        vars(looking)["all_objects"] = self._allowing("gc.get_objects", gc.get_objects)
        vars(types)["coroutine"] = _coroutine(self._allowing("code.__new__", _awaitable))
        sys.addaudithook(_hook(self, self._rules()))

    def answers(self) -> bool:
        """Whether it still hears what happens."""
        token = object()
        sys.audit(CANARY, token)
        return self._heard is token

    def _allowing(self, event: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function of ours that raises the event once. No finaliser of the learner's runs meanwhile."""
        is_enabled, disable, enable, this_thread = gc.isenabled, gc.disable, gc.enable, _thread.get_ident

        def allowed(*arguments: Any) -> Any:
            collects = is_enabled()
            disable()
            self._allowed = event, this_thread()
            try:
                return function(*arguments)
            finally:
                self._allowed = None
                if collects:
                    enable()

        return allowed

    def _rules(self) -> dict[str, _Rule]:
        """What is done about an audit event."""
        found = dict.fromkeys(rules.REFUSED_EVENTS, self._audited)
        return found | {
            "compile": self._compiles,
            "import": self._imports,
            "object.__setattr__": self._sets,
            "object.__delattr__": self._sets,
            CANARY: self._hears,
        }

    def _hears(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        self._heard = arguments[0]

    def gives_frame(self, asked: FrameType) -> None:
        """Raise ValueError, as at the end of the stack, where the frame `asked` for lies behind the learner's own."""
        if not self._owners.owns(self._real.globals_of(asked)):
            return
        # Behind this function come the hook, and who asks.
        asking = self._real.back(self._real.back(_this_frame()) or asked)
        if asking is not None and not self._owners.owns(self._real.globals_of(asking)):
            raise ValueError("call stack is not deep enough")

    def _audited(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        if self._allowed == (event, _thread.get_ident()):
            self._allowed = None  # this one, and none that comes of it
            return
        if event == "marshal.loads" and _is_import_of_bytecode(arguments[0], frame):
            return
        code = rules.REFUSED_EVENTS[event]
        if code == "native_code" and self.processes and is_library(frame):
            return
        raise self._refuse(code, rules.SPOKEN.get(event, event), frame)

    def _imports(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        name = str(arguments[0])
        code = rules.FOREIGN_MODULES.get(name.partition(".")[0])
        if code is not None and not (self.processes and is_library(frame)):
            raise self._refuse(code, f"the module {name}", frame)

    def _compiles(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        source, file = arguments[0], arguments[1]
        if isinstance(file, str) and not (type(file) is str and genuine.may_be_compiled(source, file)):
            raise self._refuse("internals", "code under the name of a library's file", frame)

    def _makes_extension(self, name: str, frame: FrameType) -> None:
        if not self.armed or (self.processes and is_library(frame)):
            return
        if name in rules.FOREIGN_MODULES:
            raise self._refuse(rules.FOREIGN_MODULES[name], f"the module {name}", frame)
        if name in self._loaded:
            raise self._refuse("internals", f"a second copy of the module {name}", frame)

    def _sets(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> None:
        thing, name = arguments[0], arguments[1]
        if isinstance(thing, FunctionType):
            foreign = name in _OF_FUNCTIONS and id(self._real.globals_of_function(thing)) in self._spaces
        else:
            foreign = name == "__class__" and (
                tripwires.owns_class(type(thing))
                or issubclass(type(thing), asyncio.BaseEventLoop)
                or id(getattr(thing, "__dict__", None)) in self._spaces
            )
        if foreign:
            raise self._refuse("internals", f"another one's {name}", frame)

    def _tripped(self, name: str, frame: FrameType) -> bool:
        """Whether to give an attribute of ours to a frame that is not trusted. The library gets an empty one."""
        if not self.armed:
            return True
        if is_library(frame):
            return False
        code = "frames" if name.startswith("f_") else "internals"
        raise self._refuse(code, f"{name} of the grader", frame)

    def _refuse(self, code: str, what: str, frame: FrameType) -> Exception:
        """Flag what was tried, unless it was the library that did, and give the error to raise."""
        if not is_library(frame):
            self._found.add(code, FoundBy.HOOK, frame, evidence=what)
        member = MEMBERS.get(_thread.get_ident())
        return RefusedError(f"{what} cannot be used here", what) if member is None else member.refuse(what)


def _awaitable(code: CodeType) -> CodeType:
    return code.replace(co_flags=code.co_flags | _AWAITABLE)


def _coroutine(awaitable: Callable[[CodeType], CodeType]) -> Callable[[Any], Any]:
    """`types.coroutine`, which makes code: here of a real function's own, and of nothing that resembles one."""
    original = types.coroutine

    def coroutine(func: Any) -> Any:
        if type(func) is not FunctionType:
            return original(func)
        flags = func.__code__.co_flags & (_GENERATOR | _AWAITABLE | _COROUTINE)
        if flags == _GENERATOR:
            func.__code__ = awaitable(func.__code__)
        return func if flags else original(func)

    coroutine.__doc__ = original.__doc__
    return coroutine


def _hook(hooked: AuditHook, rules_of: dict[str, _Rule]) -> Callable[[str, tuple[Any, ...]], None]:
    rule_of, caller, this_thread = rules_of.get, sys._getframe, _thread.get_ident
    asks = 0  # the thread in which this very hook asks for a frame, which is an event as well

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal asks
        if event == _GETFRAME:
            if asks == this_thread():
                asks = 0
            elif hooked.armed:
                hooked.gives_frame(arguments[0])
            return
        rule = rule_of(event)
        if rule is not None and hooked.armed:
            asks = this_thread()
            rule(event, arguments, caller(1))

    return hook


def _is_import_of_bytecode(data: bytes, frame: FrameType) -> bool:
    """Whether this is an import of a library's own bytecode, and not somebody who calls the importer."""
    return frame.f_code is _LOADS_BYTECODE and genuine.is_bytecode_of(data, frame.f_locals["bytecode_path"])


def _this_frame() -> FrameType:
    """The frame of the caller, found without asking for it: that would be an event again."""
    try:
        raise LookupError
    except LookupError as error:
        trace: Any = error.__traceback__
        frame: FrameType = trace.tb_frame.f_back
        return frame
