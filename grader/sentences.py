"""The sentences of an exercise that a learner can see: what a translation must hold. Found in the source; nothing runs.

They are the messages of a spec (assertions, `pytest.fail`, constants and dictionaries that hold messages), the facts
that its checks and the public examples prove (first lines of docstrings), and calls and what is passed, where they are
shown in words. A message with values, an f-string or a template for `.format`, is found as a template: `{name}` where
the value comes. What becomes of the sentences is the business of `grader.translation`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import CourseError
from grader.exercises import Exercise
from grader.folding import Text, constants, fold, is_text, names_in, with_plain_places, with_several_texts

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
    """Every sentence of `exercise` that needs a translation, once, in the order in which they stand.

    Raises CourseError for a file that is no Python.
    """
    once: dict[str, Found] = {}
    for file, find in (
        (exercise.spec, _of_spec),
        (exercise.scenarios, _of_scenarios),
        (exercise.public, _of_tests),
    ):
        if file.is_file():
            for found in find(_parsed(file)):
                once.setdefault(found.text, replace(found, file=_shown(file, exercise)))
    return list(once.values())


def _parsed(file: Path) -> ast.Module:
    """A file of a course's. Raises CourseError where it is no Python."""
    try:
        return ast.parse(file.read_bytes())
    except (SyntaxError, ValueError) as error:
        raise CourseError(file, f"is no Python: {error}") from None


def own_sentences(package: Path) -> list[Found]:
    """Every sentence that the grader itself says to a learner, once: `say("...")`, reasons of flags, help."""
    once: dict[str, Found] = {}
    for file in sorted(package.rglob("*.py")):
        tree, shown = ast.parse(file.read_bytes()), file.relative_to(package.parent).as_posix()
        found = [*_said(tree), *_reasons(tree), *(_help(tree) if shown in _HELPFUL else ())]
        for one in sorted(found, key=lambda one: one.line):
            once.setdefault(one.text, replace(one, file=shown, about=shown))
    return list(once.values())


_HELPFUL = {f"grader/cli/{name}.py" for name in ("__init__", "ci", "frame", "judging", "learning")}
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
            folded = fold(text, {})
            if folded is not None and _ENDS_AS_A_SENTENCE.search(folded.text):
                yield Found(text=folded.text, template=folded.template, line=text.lineno)


def _help(tree: ast.Module) -> Iterator[Found]:
    """The paragraphs of what commands and options say of themselves."""
    texts = constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            yield from _paragraphs(ast.get_docstring(node) or "", node.lineno)
        if isinstance(node, ast.keyword) and node.arg in ("help", "epilog", "short_help"):
            folded = fold(node.value, texts)
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
    texts = constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "scenario":
            for keyword in node.keywords:
                folded = fold(keyword.value, texts) if keyword.arg == "call" else None
                if folded is not None and not _is_code(folded.text):
                    call = with_plain_places(folded.text)
                    yield Found(text=call, template="{" in call, line=node.lineno, about="a call, in words")
    yield from _things(tree)


def _things(tree: ast.Module) -> Iterator[Found]:
    """What is passed, in words: the keys of a table of makers, `{"a task that waits": waiting, ...}`."""
    for node in tree.body:
        table = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(table, ast.Dict) and all(isinstance(made, _MAKERS) for made in table.values):
            for key in table.keys:
                text = key.value if isinstance(key, ast.Constant) else None
                if isinstance(text, str) and " " in text and not _is_code(text):
                    yield Found(text=text, line=table.lineno, about="what is passed, in words")


_MAKERS = (ast.Lambda, ast.Name, ast.Attribute)


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


class _Messages:
    """The strings of a spec that are, or may become, a message."""

    def __init__(self, tree: ast.Module) -> None:
        self.texts, self.several = constants(tree), with_several_texts(tree)
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
            folded = fold(node, self.texts)
            if folded is not None:
                yield from self._candidate(node, folded, said=said)
                return
        if isinstance(node, ast.Assign) and self.several & set(names_in(node.targets[0])):
            yield from self._walk(node.value, said=said)  # where it is used, only one of the texts is known
        for child, says in _children(node):
            yield from self._walk(child, said=says or (said and _passes_on(node, child)))

    def _candidate(self, node: ast.expr, folded: Text, *, said: bool) -> Iterator[Found]:
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
    if isinstance(node, ast.Assign) and is_text(node.value):
        return  # a constant counts where it is used
    for child in ast.iter_child_nodes(node):
        if id(child) not in skipped:
            yield child, (isinstance(node, ast.Assert) and child is node.msg) or _fails_with(node, child)


def _passes_on(node: ast.AST, child: ast.AST) -> bool:
    """Whether a part of a message's expression is the message itself."""
    if isinstance(node, ast.IfExp):
        return child is not node.test
    return isinstance(node, ast.Call) and len(node.args) > 1 and child is node.args[1]  # the default of `get`


def _fails_with(node: ast.AST, child: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.fail" and child in node.args
