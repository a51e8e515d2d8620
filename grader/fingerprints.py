"""Says what stays of a program when names, layout, comments, docstrings and annotations are taken away. Pure.

A program becomes blocks, one for each function and one for the rest of a file, and each block a row of tokens: the
kinds of its nodes, and those names that the learner did not choose. They stay the same whatever is called what,
written how, and in which order the functions stand. What two submissions share is the business of
`grader.similarity`.

The text is a stranger's: it is read within bounds, by `ast` alone, and none of it is run. What is not Python is read
function by function, so that a slip in one hides none of the others, and without the lines at which Python stops.
What then still is none is taken word by word.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

MAX_SOURCE = 64 << 10
"""Characters of a submission that are looked at: a long answer has 20,000."""
MAX_TOKENS = 8_000
"""Tokens of a submission that are looked at: a solution has some hundreds."""
MAX_BLOCKS = 200
"""Blocks of a submission that are looked at: a solution has about ten."""
MAX_REPAIRS = 20
"""Lines of a file that are passed over, if they keep the rest from being read as Python."""
_SOUND_LINES = 4
"""So many lines must be sound for each that is passed over."""

_OWN = "_"
"""Stands for every name of the learner's choice."""
_LEFT_OUT = (
    ast.Import | ast.ImportFrom | ast.Pass | ast.expr_context | ast.type_ignore | ast.Global | ast.Nonlocal
)
_UNSAID = ast.Expr | ast.arguments | ast.withitem | ast.Module
"""Nodes that say nothing beside what stands in them."""
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
_KNOWN = frozenset({*keyword.kwlist, *vars(builtins)})
_GOES_ON = re.compile(r"[ \t)\]}#]|$|(?:elif|else|except|finally)\b")
"""How a line begins that does not begin a part of a file."""
_WORD = re.compile(r"#.*|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lines of a file, from 1 on, both included."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A function, or what stands outside of any in a file: its tokens, and the line of each."""

    file: str
    tokens: tuple[str, ...]
    lines: tuple[int, ...]


def lines_of(source: bytes) -> list[str]:
    """The lines of a file as Python counts them, whatever bytes stand in it."""
    text = source.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def blocks_of(files: Mapping[str, bytes]) -> tuple[Block, ...]:
    """The blocks of a submission's Python files, as far as the bounds let them be looked at."""
    parts: list[_Part] = []
    left = MAX_SOURCE
    for name in sorted(files):
        if name.endswith(".py") and left > 0:
            text = "\n".join(lines_of(files[name][: 4 * left]))[:left]
            left -= len(text)
            parts += _parts_of(name, text)
    names = _Names()
    for part in parts:
        names.learn(part.nodes)
    return tuple(_within_bounds(block for part in parts for block in part.blocks(names)))


def _within_bounds(blocks: Iterable[Block]) -> Iterator[Block]:
    left = MAX_TOKENS
    for block in islice(filter(_has_tokens, blocks), MAX_BLOCKS):
        yield Block(file=block.file, tokens=block.tokens[:left], lines=block.lines[:left])
        left -= len(block.tokens)
        if left <= 0:
            return


def _has_tokens(block: Block) -> bool:
    return bool(block.tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A file, or one of its parts where the file as a whole is no Python."""

    file: str
    text: str
    line: int
    """Of the file, from 1 on, at which the part begins."""
    tree: ast.Module | None

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return iter(()) if self.tree is None else ast.walk(self.tree)

    def blocks(self, names: _Names) -> Iterator[Block]:
        if self.tree is None:
            yield self._block(_words(self.text))
            return
        left: list[ast.AST] = [self.tree]
        while left:
            within: list[ast.AST] = []
            yield self._block(_Reader(names, within).tokens(left.pop()))
            left += reversed(within)

    def _block(self, found: Iterable[tuple[str, int]]) -> Block:
        tokens = list(found)
        return Block(
            file=self.file,
            tokens=tuple(token for token, _ in tokens),
            lines=tuple(line + self.line - 1 for _, line in tokens),
        )


def _parts_of(file: str, text: str) -> list[_Part]:
    whole = _read(text)
    if isinstance(whole, ast.Module):
        return [_Part(file=file, text=text, line=1, tree=whole)]
    parts: list[_Part] = []
    repairs = MAX_REPAIRS
    for line, part in _split(text):
        tree, used = _mended(part, min(repairs, part.count("\n") // _SOUND_LINES))
        repairs -= used
        if tree is None and parts and parts[-1].tree is None:
            before = parts.pop()
            line, part = before.line, f"{before.text}\n{part}"  # noqa: PLW2901  (they are one text without Python)
        parts.append(_Part(file=file, text=part, line=line, tree=tree))
    return parts


def _mended(text: str, repairs: int) -> tuple[ast.Module | None, int]:
    """What a text says without the lines at which Python stops, and how many those are; None if too many."""
    lines = text.split("\n")
    for used in range(repairs + 1):
        found = _read("\n".join(lines))
        if isinstance(found, ast.Module):
            return found, used
        if not 1 <= found <= len(lines):
            return None, used
        line = lines[found - 1]
        lines[found - 1] = line[: len(line) - len(line.lstrip())] + "pass"
    return None, repairs


def _read(text: str) -> ast.Module | int:
    """A text as Python, or the line at which that ends; 0 where no line is to blame."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a stranger's "\d"
            return ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 0
    except (ValueError, RecursionError, MemoryError):
        return 0


def _split(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of the parts of a file: what begins at the left margin, each with its decorators."""
    start, part, decorated = 1, list[str](), False
    for number, line in enumerate(text.split("\n"), 1):
        begins = not _GOES_ON.match(line)
        if begins and not decorated and part:
            yield start, "\n".join(part)
            start, part = number, []
        part.append(line)
        if begins:
            decorated = line.startswith("@")
    yield start, "\n".join(part)


def _words(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for word in _WORD.findall(line):
            if not word.startswith("#"):
                yield (word if word in _KNOWN or not word.isidentifier() else _OWN), number


@dataclass(slots=True)
class _Names:
    """Which names of a submission are the learner's choice, and what those stand for that it imports."""

    own: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)

    def learn(self, nodes: Iterable[ast.AST]) -> None:
        """Take notice of what a program binds."""
        for node in nodes:
            match node:
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                    self.own.add(name)
                case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                    self.attributes.add(name)
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    self.own.add(name)
                    self.attributes.add(name)
                case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                    self.own.add(name)
                case ast.Import(names=names):
                    self.modules |= {one.asname or one.name.partition(".")[0] for one in names}
                case ast.ImportFrom(names=names):
                    self.imported |= {one.asname or one.name: one.name for one in names}

    def of(self, name: str) -> str:
        """A name, unless it is the learner's choice."""
        return self.imported.get(name) or (_OWN if name in self.own else name)

    def of_attribute(self, name: str) -> str:
        """The name of an attribute, unless it is the learner's choice."""
        return _OWN if name in self.attributes else name


class _Reader:
    """Goes through one block, leaving the functions that make blocks of their own to `within`."""

    def __init__(self, names: _Names, within: list[ast.AST]) -> None:
        self._names = names
        self._within = within

    def tokens(self, block: ast.AST) -> Iterator[tuple[str, int]]:
        """The tokens of a block, in the order of the text, each with its line."""
        is_function = isinstance(block, _FUNCTION)
        left: list[tuple[ast.AST, int]] = [(block, 1)]
        while left:
            node, line = left.pop()
            line = getattr(node, "lineno", line)
            if isinstance(node, _FUNCTION) and not is_function:
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
                token = name if self._is_of_module(node) else f".{self._names.of_attribute(name)}"
            case ast.keyword(arg=name):
                token = f"{self._names.of(name)}=" if name else "**"
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
