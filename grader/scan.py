"""Reads the text of a submission for what reaches at its measurement: files → flags. Pure; nothing is imported or run.

It says where a person should look, with the line, also where the code did not come to run. It flags only what is
certain from the text: names count as modules only where the file binds them by nothing but `import`, and whatever is
put together at run time is left to the guard in the worker, which sees it happen. What stands under
`if __name__ == "__main__":` never runs here, so it is nobody's business.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.flags import Flag, FoundBy
from grader.sandbox.rules import FOREIGN_MODULES, REASONS

_MEASURED_WITH = frozenset(
    {"asyncio", "builtins", "concurrent", "contextlib", "functools", "heapq", "inspect", "queue", "select",
     "selectors", "threading", "time"}
)  # fmt: skip
"""Modules of which no attribute is to be bound anew."""
_CALLS: Mapping[str, str] = {
    "gc.get_objects": "memory",
    "gc.get_referents": "memory",
    "gc.get_referrers": "memory",
    "sys.addaudithook": "tracing",
    "sys.monitoring.register_callback": "tracing",
    "sys.setprofile": "tracing",
    "sys.settrace": "tracing",
    "threading.setprofile": "tracing",
    "threading.settrace": "tracing",
}
_READ = frozenset({"__globals__", "__closure__"})
_WRITTEN = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
_IMPORTERS = frozenset({"__import__", "importlib.import_module", "importlib.__import__"})
_EXCUSED = frozenset({"threading.excepthook"})
_FOREIGN = "|".join(FOREIGN_MODULES.keys() - {"test"}).encode()  # which many a program says for other reasons
_FIRST_LOOK = re.compile(
    rb"\b(?: (?: import | from ) \s+ test \b |"
    + _FOREIGN
    + rb"""| settrace | setprofile | addaudithook | monitoring | get_objects | get_referents | get_referrers
    | modules | setattr | delattr | __globals__ | __closure__ | __code__
    | __defaults__ | __kwdefaults__
    | (?: asyncio | builtins | concurrent | contextlib | functools | heapq | inspect | queue | select | selectors
        | threading | time ) (?: \. \w+ ){1,8} \s*
        (?: in\b | [-+*/%&|^@:]? = (?!=) | [,)\]] (?: [^\n]{0,200} = | [^\n]{200} ) | :\s*\w+\s*= )
    | (?: import | , ) \s+ \w+ \s+ as \b | from \s+ (?: asyncio | concurrent ) [\w.]* \s+ import | del \s )""",
    re.VERBOSE,
)
"""What a file must have in it to be worth a closer look; to find out takes time in proportion to its length."""
_ASSIGNED = re.compile(r"=(?!=)")
_CHANGING = re.compile(r"(?:setattr|delattr|patch|del)\b")
MOST = 20
"""Flags kept of one submission."""


def scan(files: Mapping[str, bytes]) -> tuple[Flag, ...]:
    """Flag what stands in the Python files of a submission; a file that cannot be read as Python has no flags."""
    found: list[Flag] = []
    for name, source in files.items():
        if name.endswith(".py") and _FIRST_LOOK.search(source):
            found += _scan_file(name, source)
    return tuple(found[:MOST])


def placed(flag: Flag, files: Mapping[str, bytes]) -> Flag:
    """A flag for a changed name, with the line that seems to change it, where there is one."""
    name = flag.evidence.rpartition(".")[2]
    if flag.code != "patched" or flag.line is not None or not name.isidentifier() or name == "_":
        return flag
    named = re.compile(rf"\b{name}\b")
    for file, source in files.items():
        for number, line in enumerate(source.decode("utf-8", "replace").splitlines(), 1):
            if _follows(line, named, _ASSIGNED) or _follows(line, _CHANGING, named):
                return replace(flag, file=file, line=number)
    return flag


def _follows(line: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether one thing stands in a line, and the other behind it."""
    found = one.search(line)
    return found is not None and other.search(line, found.end()) is not None


def _scan_file(name: str, source: bytes) -> Iterator[Flag]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = source.decode("utf-8", "replace").splitlines()
    reader = _Reader()
    try:
        reader.read(tree)
    except RecursionError:  # a nest of a hundred brackets: the guard is there still
        return
    for line, code in sorted(reader.found):
        text = lines[line - 1].strip()[:200] if line <= len(lines) else ""
        yield Flag(
            code=code, reason=REASONS[code], file=name, line=line, evidence=text, found_by=FoundBy.SCAN
        )


class _Reader:
    """Goes through one file; `found` are its lines and the codes of their flags."""

    def __init__(self) -> None:
        self.found: set[tuple[int, str]] = set()
        self._modules: dict[str, str] = {}

    def read(self, tree: ast.Module) -> None:
        nodes = list(_running(tree))
        self._modules = _imported(nodes)
        for node in nodes:
            code = self._code(node)
            if code is not None:
                self.found.add((getattr(node, "lineno", 1), code))

    def _code(self, node: ast.AST) -> str | None:
        """The code of the flag that a node deserves."""
        if isinstance(node, ast.Import):
            return next(filter(None, (_foreign(alias.name) for alias in node.names)), None)
        if isinstance(node, ast.ImportFrom):
            return None if node.level else _foreign(node.module or "") or self._of_names(node)
        if isinstance(node, ast.Attribute):
            return self._of_attribute(node)
        if isinstance(node, ast.Call):
            return self._of_call(node)
        return self._of_item(node) if isinstance(node, ast.Subscript) else None

    def _of_names(self, node: ast.ImportFrom) -> str | None:
        return next(
            (code for alias in node.names if (code := _CALLS.get(f"{node.module}.{alias.name}"))), None
        )

    def _of_attribute(self, node: ast.Attribute) -> str | None:
        name = self._name(node)
        if name is None:
            return None
        if name in _CALLS:
            return _CALLS[name]
        if not self._is_measured_with(name):
            return None
        bound = isinstance(node.ctx, ast.Store | ast.Del)
        if node.attr in _READ or (bound and node.attr in _WRITTEN):
            return "internals"
        return "patched" if bound else None

    def _of_call(self, node: ast.Call) -> str | None:
        called = self._name(node.func) if isinstance(node.func, ast.Attribute) else _plain(node.func)
        first, second = ([_constant(argument) for argument in node.args[:2]] + ["", ""])[:2]
        if called in _IMPORTERS:
            return _foreign(first)
        if called in ("setattr", "delattr") and len(node.args) > 1:
            owner = self._name(node.args[0])
            return "patched" if owner and second and self._is_measured_with(f"{owner}.{second}") else None
        return None

    def _of_item(self, node: ast.Subscript) -> str | None:
        key = _constant(node.slice)
        if self._name(node.value) != "sys.modules" or not key:
            return None
        if isinstance(node.ctx, ast.Load):
            return _foreign(key)
        return "modules" if _foreign(key) or key.partition(".")[0] in _MEASURED_WITH else None

    def _is_measured_with(self, name: str) -> bool:
        return name.partition(".")[0] in _MEASURED_WITH and name not in _EXCUSED and not _is_new(name)

    def _name(self, node: ast.AST) -> str | None:
        """The full name of `module.attribute...`, where it starts at a module that was imported."""
        if isinstance(node, ast.Name):
            return self._modules.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._name(node.value)
            return f"{owner}.{node.attr}" if owner else None
        return None


def _is_new(name: str) -> bool:
    """Whether Python has nothing of that name, so that nobody who measures can mean it: what old programs miss."""
    owner, _, attribute = name.rpartition(".")
    module = sys.modules.get(owner)
    return module is not None and not hasattr(module, attribute) and not hasattr(builtins, attribute)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node, in order, but those which run only when the file is the program itself."""
    left = [node]
    while left:
        node = left.pop()
        yield node
        if isinstance(node, ast.If) and _asks_for_main(node.test):
            left += reversed(node.orelse)
        else:
            left += reversed(list(ast.iter_child_nodes(node)))


def _asks_for_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and "__name__" in (_plain(test.left), *map(_plain, test.comparators))


def _imported(nodes: list[ast.AST]) -> dict[str, str]:
    """What each name stands for that is bound by imports alone: `t` for `time`, `tasks` for `asyncio.tasks`."""
    modules: dict[str, str] = {}
    other: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                _bind(modules, other, alias.asname or alias.name.partition(".")[0],
                      alias.name if alias.asname else alias.name.partition(".")[0])  # fmt: skip
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                _bind(
                    modules,
                    other,
                    alias.asname or alias.name,
                    f"{'.' * node.level}{node.module}.{alias.name}",
                )
        else:
            other |= _bound(node)
    return {name: module for name, module in modules.items() if name not in other}


def _bind(modules: dict[str, str], other: set[str], name: str, module: str) -> None:
    if modules.setdefault(name, module) != module:
        other.add(name)


def _bound(node: ast.AST) -> set[str]:
    """The names that a node binds, other than by an import."""
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Store | ast.Del) else set()
    if isinstance(node, ast.arg):
        return {node.arg}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler):
        return {node.name} if node.name else set()
    if isinstance(node, ast.MatchAs | ast.MatchStar):
        return {node.name} if node.name else set()
    return set()


def _foreign(module: str) -> str | None:
    return FOREIGN_MODULES.get(module.partition(".")[0])


def _plain(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
