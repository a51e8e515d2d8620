"""The sentences of an exercise that a learner can see: what a translation must hold. Found in the source; nothing runs.

They are the messages of a spec (assertions, `pytest.fail`, constants and dictionaries that hold messages), the facts
that its checks and the public examples prove (first lines of docstrings), and calls that are shown in words. A message
with values, an f-string or a template for `.format`, is found as a template: `{name}` where the value comes. What
becomes of the sentences is the business of `grader.translation`.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.exercises import Exercise

_ENDS_AS_A_SENTENCE = re.compile(r"\S\s.*[.?!][`')\"]?$", re.DOTALL)
_RANDOM = re.compile(r"\{(rng|random)_")
"""A text made of random values is an input, no message."""
_PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A sentence that needs a translation, and where it stands."""

    text: str
    template: bool = False
    """Whether braces stand for values."""
    file: str = ""
    line: int = 0
    about: str = ""
    """What kind of sentence it is, for whoever translates."""


def sentences_of(exercise: Exercise) -> list[Found]:
    """Every sentence of `exercise` that needs a translation, once, in the order in which they stand."""
    once: dict[str, Found] = {}
    for file, find in (
        (exercise.spec, _of_spec),
        (exercise.scenarios, _of_scenarios),
        (exercise.public, _of_tests),
    ):
        if file.is_file():
            for found in find(ast.parse(file.read_bytes())):
                once.setdefault(found.text, replace(found, file=_shown(file, exercise)))
    return list(once.values())


def own_sentences(package: Path) -> list[Found]:
    """Every sentence that the grader itself says to a learner, once: `say("...")`, reasons of flags, help."""
    once: dict[str, Found] = {}
    for file in sorted(package.rglob("*.py")):
        tree, shown = ast.parse(file.read_bytes()), file.relative_to(package.parent).as_posix()
        found = [*_said(tree), *_reasons(tree), *(_help(tree) if shown in _HELPFUL else ())]
        for one in sorted(found, key=lambda one: one.line):
            once.setdefault(one.text, replace(one, file=shown, about=shown))
    return list(once.values())


_HELPFUL = {"grader/cli/__init__.py", "grader/cli/frame.py", "grader/cli/learning.py"}
"""Where the help of a learner's commands stands; those of a teacher and of an author speak English."""


def _said(tree: ast.Module) -> Iterator[Found]:
    """The templates of `say("...", ...)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "say"
            and node.args
        ):
            template = node.args[0]
            if isinstance(template, ast.Constant) and isinstance(template.value, str):
                yield Found(text=template.value, template=bool(node.keywords), line=node.lineno)


def _reasons(tree: ast.Module) -> Iterator[Found]:
    """Why something was flagged or refused: `REASONS = {code: "..."}`, `Refused(code, "...")` and `reason = "..."`."""
    for node in ast.walk(tree):
        texts: list[ast.expr] = []
        if isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            name = target.id if isinstance(target, ast.Name) else ""
            if name == "REASONS" and isinstance(node.value, ast.Dict):
                texts = node.value.values
            elif name == "reason" and node.value is not None:
                texts = [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused":
            texts = node.args[1:]
        for text in texts:
            folded = _fold(text, {})
            if folded is not None and _ENDS_AS_A_SENTENCE.search(folded.text):
                yield Found(text=folded.text, template=folded.template, line=text.lineno)


def _help(tree: ast.Module) -> Iterator[Found]:
    """The paragraphs of what commands and options say of themselves."""
    texts = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            yield from _paragraphs(ast.get_docstring(node) or "", node.lineno)
        if isinstance(node, ast.keyword) and node.arg in ("help", "epilog", "short_help"):
            folded = _fold(node.value, texts)
            yield from _paragraphs(folded.text if folded is not None else "", node.lineno)


def _makes_a_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def _paragraphs(text: str, line: int) -> Iterator[Found]:
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield Found(text=" ".join(paragraph.split()), line=line)


def _shown(file: Path, exercise: Exercise) -> str:
    return file.relative_to(exercise.root).as_posix()


def _of_spec(tree: ast.Module) -> Iterator[Found]:
    yield from _of_tests(tree)
    yield from _Messages(tree).found()


def _of_tests(tree: ast.Module) -> Iterator[Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            first = (ast.get_docstring(node) or "").partition("\n")[0].strip()
            if first:
                yield Found(text=first, line=node.lineno, about="what a check proves")


def _of_scenarios(tree: ast.Module) -> Iterator[Found]:
    texts = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "scenario":
            for keyword in node.keywords:
                folded = _fold(keyword.value, texts) if keyword.arg == "call" else None
                if folded is not None and not _is_code(folded.text):
                    call = _with_plain_places(folded.text)
                    yield Found(text=call, template="{" in call, line=node.lineno, about="a call, in words")


def _name_in(place: str) -> str:
    """The name of a place for a value: `0` of `{0!r}`, `0_1` of `{0[1]}`."""
    return re.sub(r"\W+", "_", re.split("[!:]", place.strip("{}"))[0]).strip("_")


def _is_code(call: str) -> bool:
    """Whether a call is Python all through, which needs no translation."""
    plain = _PLACE.sub("x", call).replace("; ...", "")
    if "#" in plain:
        return False
    try:
        ast.parse(f"async def called():\n {plain}")
    except SyntaxError:
        return False
    return True


# --- the messages of a spec -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """A string as far as it is known before the spec runs: braces stand for what is not."""

    text: str
    template: bool = False

    def as_part(self) -> str:
        """Its text within a template."""
        return self.text if self.template else self.text.replace("{", "{{").replace("}", "}}")


class _Messages:
    """The strings of a spec that are, or may become, a message."""

    def __init__(self, tree: ast.Module) -> None:
        self.texts, self.several = _constants(tree), _with_several_texts(tree)
        self.tree = tree
        self.formatted = {
            node.func.value.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "format"
            and isinstance(node.func.value, ast.Name)
        }

    def found(self) -> Iterator[Found]:
        """In the order of the source."""
        seen = list(self._walk(self.tree, said=False))
        return iter(sorted(seen, key=lambda found: found.line))

    def _walk(self, node: ast.AST, *, said: bool) -> Iterator[Found]:
        if isinstance(node, ast.expr):
            folded = _fold(node, self.texts)
            if folded is not None:
                yield from self._candidate(node, folded, said=said)
                return
        if isinstance(node, ast.Assign) and self.several & set(_names(node.targets[0])):
            yield from self._walk(node.value, said=said)  # where it is used, only one of the texts is known
        for child, says in _children(node):
            yield from self._walk(child, said=says or (said and _passes_on(node, child)))

    def _candidate(self, node: ast.expr, folded: _Text, *, said: bool) -> Iterator[Found]:
        if isinstance(node, ast.Name) and node.id in self.formatted:
            return  # the template itself; its use with values is found by itself
        if _RANDOM.search(folded.text) or not (said or _ENDS_AS_A_SENTENCE.search(folded.text)):
            return
        if re.search(r"[A-Za-z]{2}", _PLACE.sub("", folded.text)):
            yield Found(text=folded.text, template=folded.template, line=node.lineno, about="a message")


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """The parts of a node in which a message may stand, and whether what stands there is one for certain."""
    skipped: set[int] = set()
    if isinstance(
        node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) and ast.get_docstring(node):
        skipped.add(id(node.body[0]))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        skipped |= {id(decorator) for decorator in node.decorator_list}  # marks and parameters
    if isinstance(node, ast.Assign) and _is_text(node.value):
        return  # a constant counts where it is used
    for child in ast.iter_child_nodes(node):
        if id(child) not in skipped:
            yield child, (isinstance(node, ast.Assert) and child is node.msg) or _fails_with(node, child)


def _passes_on(node: ast.AST, child: ast.AST) -> bool:
    """Whether a part of a message's expression is the message itself."""
    if isinstance(node, ast.IfExp):
        return child is not node.test
    return isinstance(node, ast.Call) and len(node.args) > 1 and child is node.args[1]  # the default of `get`


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(_is_text, node.elts))
    return isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp)


def _fails_with(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.fail" and child in node.args


def _constants(tree: ast.Module) -> dict[str, _Text]:
    """The texts that names of the module, or of its functions, stand for."""
    texts: dict[str, _Text] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            for target, value in _pairs(node.targets[0], node.value):
                folded = _fold(value, texts) if isinstance(target, ast.Name) else None
                if folded is not None and isinstance(target, ast.Name):
                    texts[target.id] = folded
    return texts


def _with_several_texts(tree: ast.Module) -> set[str]:
    """The names that stand for different texts, each in a function of its own or one after the other."""
    given: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            for target, value in _pairs(node.targets[0], node.value):
                if isinstance(target, ast.Name) and _is_text(value):
                    given.setdefault(target.id, set()).add(ast.unparse(value))
    return {name for name, texts in given.items() if len(texts) > 1}


def _names(target: ast.expr) -> Iterator[str]:
    yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def _fold(node: ast.expr, texts: dict[str, _Text]) -> _Text | None:
    """What a string expression gives, as far as it is known; None where it is no string, or nothing of it is known."""
    match node:
        case ast.Constant(value=str() as text):
            return _Text(text)
        case ast.Name(id=name):
            return texts.get(name)
        case ast.JoinedStr(values=parts):
            return _joined([_part(part, texts) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            both = _fold(left, texts), _fold(right, texts)
            return _joined([one.as_part() for one in both if one is not None]) if None not in both else None
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            template = _fold(inner, texts)
            return None if template is None else _Text(_with_plain_places(template.text), template=True)
    return None


def _joined(parts: list[str]) -> _Text:
    text = "".join(parts)
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return _Text(text, template=True) if fields else _Text(text.format())


def _part(part: ast.expr, texts: dict[str, _Text]) -> str:
    if isinstance(part, ast.FormattedValue):
        known = _fold(part.value, texts)
        if known is not None:
            return known.as_part()
        return "{" + _place_name(part.value) + "}"
    return _Text(str(part.value)).as_part() if isinstance(part, ast.Constant) else ""


def _place_name(value: ast.expr) -> str:
    """A name for the place of a value, made of the names in the expression."""
    names = [
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(value)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    return "_".join(reversed(names)) or "value"


def _with_plain_places(template: str) -> str:
    """A template for `.format` with names alone for its places; doubled braces stay what they are."""
    parts = string.Formatter().parse(template)
    return "".join(
        _Text(text).as_part() + ("" if field is None else "{" + _name_in(field) + "}")
        for text, field, _, _ in parts
    )
