"""Says what stays of a program when names, layout, comments, docstrings and annotations are taken away. Pure.

A program becomes blocks, one for each function, one for each class and one for the rest of a file, and each block a row
of tokens: the kinds of its nodes, and those names that the learner did not choose. They stay the same whatever is
called what, written how, and in which order the functions stand. What two submissions share is the business of
`pairs`.

The text is a stranger's: it is read within bounds, as `tolerant` reads it, and what is no Python is taken word
by word. None of it is run.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import keyword
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import islice
from threading import Thread
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType

from grader.similarity.tolerant import Part, lines_of, parts_of

MAX_SOURCE = 64 << 10
"""Characters of a submission that are looked at: a long answer has 20,000."""
MAX_TOKENS = 8_000
"""Tokens of a submission that are looked at: a solution has some hundreds."""
MAX_BLOCKS = 200
"""Blocks of a submission that are looked at: a solution has about ten."""
_OWN = "_"
"""Stands for every name of the learner's choice."""
_LEFT_OUT = (
    ast.Import | ast.ImportFrom | ast.Pass | ast.expr_context | ast.type_ignore | ast.Global | ast.Nonlocal
)
_UNSAID = ast.Expr | ast.arguments | ast.withitem | ast.Module
"""Nodes that say nothing beside what stands in them."""
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
_BLOCK = _FUNCTION | ast.ClassDef
_KNOWN = frozenset({*keyword.kwlist, *vars(builtins)})
_TYPES: tuple[type, ...] = (
    list, dict, set, str, bytes, float, BaseException, deque, Thread, Executor,
    FunctionType, GeneratorType, CoroutineType, AsyncGeneratorType,
    asyncio.AbstractEventLoop, asyncio.Runner, asyncio.Task, asyncio.TaskGroup, asyncio.Timeout,
    asyncio.Queue, asyncio.Event, asyncio.Condition, asyncio.Semaphore,
)  # fmt: skip
_ATTRIBUTES = frozenset(name for each in _TYPES for name in dir(each))
"""Names of attributes that tell something: those of what the exercises are about. Others are the learner's choice."""
_WORD = re.compile(r"#.*|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lines of a file, from 1 on, both included."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A function, a class without its methods, or the rest of a file: its tokens, and the line of each."""

    file: str
    tokens: tuple[str, ...]
    lines: tuple[int, ...]


def blocks_of(files: Mapping[str, bytes]) -> tuple[Block, ...]:
    """The blocks of a submission's Python files, as far as the bounds let them be looked at."""
    parts: list[tuple[str, Part]] = []
    left = MAX_SOURCE
    for name in sorted(files):
        if name.endswith(".py") and left > 0:
            text = "\n".join(lines_of(files[name][: 4 * left]))[:left]
            left -= len(text)
            parts += [(name, part) for part in parts_of(text)]
    names = _Names()
    for _, part in parts:
        names.learn(() if part.tree is None else ast.walk(part.tree))
    return tuple(_within_bounds(block for name, part in parts for block in _blocks(name, part, names)))


def _within_bounds(blocks: Iterable[Block]) -> Iterator[Block]:
    left = MAX_TOKENS
    for block in islice(filter(_has_tokens, blocks), MAX_BLOCKS):
        yield Block(file=block.file, tokens=block.tokens[:left], lines=block.lines[:left])
        left -= len(block.tokens)
        if left <= 0:
            return


def _has_tokens(block: Block) -> bool:
    return bool(block.tokens)


def _blocks(file: str, part: Part, names: _Names) -> Iterator[Block]:
    if part.tree is None:
        yield _block(file, part.line, _words(part.text))
        return
    left: list[ast.AST] = [part.tree]
    while left:
        within: list[ast.AST] = []
        yield _block(file, part.line, _Reader(names, within).tokens(left.pop()))
        left += reversed(within)


def _block(file: str, line: int, found: Iterable[tuple[str, int]]) -> Block:
    tokens = list(found)
    return Block(
        file=file,
        tokens=tuple(token for token, _ in tokens),
        lines=tuple(line + number - 1 for _, number in tokens),
    )


def _words(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for word in _WORD.findall(line):
            if not word.startswith("#"):
                yield (word if word in _KNOWN or not word.isidentifier() else _OWN), number


@dataclass(slots=True)
class _Names:
    """Which names of a submission are the learner's choice, and what those stand for that it imports."""

    own: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)

    def learn(self, nodes: Iterable[ast.AST]) -> None:
        """Take notice of what a program binds."""
        for node in nodes:
            match node:
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                    self.own.add(name)
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    self.own.add(name)
                case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                    self.own.add(name)
                case ast.Import(names=names):
                    self.modules |= {one.asname or one.name.partition(".")[0] for one in names}
                case ast.ImportFrom(names=names):
                    self.imported |= {one.asname or one.name: one.name for one in names}

    def of(self, name: str) -> str:
        """A name, unless it is the learner's choice."""
        return self.imported.get(name) or (_OWN if name in self.own else name)


class _Reader:
    """Goes through one block, leaving what makes blocks of its own to `within`: not the insides of a function."""

    def __init__(self, names: _Names, within: list[ast.AST]) -> None:
        self._names = names
        self._within = within

    def tokens(self, block: ast.AST) -> Iterator[tuple[str, int]]:
        """The tokens of a block, in the order of the text, each with its line."""
        is_whole = isinstance(block, _FUNCTION)
        left: list[tuple[ast.AST, int]] = [(block, 1)]
        while left:
            node, line = left.pop()
            line = getattr(node, "lineno", line)
            if isinstance(node, _BLOCK) and node is not block and not is_whole:
                self._within.append(node)
                continue
            token = self._token(node)
            if token:
                yield token, line
            left += [(child, line) for child in reversed(self._children(node))]

    def _token(self, node: ast.AST) -> str:
        """What a node says; nothing where its children say it all."""
        match node:
            case ast.Name(id=name):
                token = self._names.of(name)
            case ast.Attribute(attr=name):
                known = name in _ATTRIBUTES or self._is_of_module(node)
                token = name if known else _OWN
            case ast.Constant(value=value):
                token = _constant(value)
            case ast.arg():
                token = _OWN
            case ast.AnnAssign():
                token = "Assign"
            case ast.JoinedStr():
                token = "str"
            case _:
                token = "" if isinstance(node, _UNSAID) else type(node).__name__
        return token

    def _children(self, node: ast.AST) -> list[ast.AST]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                found: list[ast.AST] = [*node.decorator_list, node.args, *node.body]
            case ast.arg():
                found = []
            case ast.AnnAssign(target=target, value=value):
                found = [target, *([value] if value else [])]
            case ast.JoinedStr(values=values):
                found = [one.value for one in values if isinstance(one, ast.FormattedValue)]
            case ast.Attribute(value=value):
                found = [] if self._is_of_module(node) else [value]
            case _:
                found = list(ast.iter_child_nodes(node))
        return [child for child in found if not _says_nothing(child)]

    def _is_of_module(self, node: ast.Attribute) -> bool:
        """Whether it is `module.name`: that is said as if `name` had been imported."""
        return isinstance(node.value, ast.Name) and node.value.id in self._names.modules


def _says_nothing(node: ast.AST) -> bool:
    """Whether a node is part of no program: a docstring, a bare annotation, an import that others speak of."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return True
    return isinstance(node, _LEFT_OUT)


def _constant(value: object) -> str:
    """What a constant is; of numbers the smallest alone tell one program from another."""
    if value is None or value is ... or isinstance(value, bool) or (isinstance(value, int) and value < 3):
        return repr(value)
    return "number" if isinstance(value, int | float | complex) else "str"
