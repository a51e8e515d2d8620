"""What the string expressions of a program give, as far as that is known before it runs. Nothing runs here.

Used to find the sentences that a translation must hold; which they are is the business of `grader.sentences`.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A string as far as it is known before the program runs: braces stand for what is not."""

    text: str
    template: bool = False

    def as_part(self) -> str:
        """Its text within a template."""
        return self.text if self.template else self.text.replace("{", "{{").replace("}", "}}")


def is_text(node: ast.expr) -> bool:
    """Whether an expression gives a string, or a tuple of them, by its look."""
    if isinstance(node, ast.Tuple):
        return all(map(is_text, node.elts))
    return isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp)


def constants(tree: ast.Module) -> dict[str, Text]:
    """The texts that names of the module, or of its functions, stand for."""
    texts: dict[str, Text] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            for target, value in _pairs(node.targets[0], node.value):
                folded = fold(value, texts) if isinstance(target, ast.Name) else None
                if folded is not None and isinstance(target, ast.Name):
                    texts[target.id] = folded
    return texts


def with_several_texts(tree: ast.Module) -> set[str]:
    """The names that stand for different texts, each in a function of its own or one after the other."""
    given: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            for target, value in _pairs(node.targets[0], node.value):
                if isinstance(target, ast.Name) and is_text(value):
                    given.setdefault(target.id, set()).add(ast.unparse(value))
    return {name for name, texts in given.items() if len(texts) > 1}


def names_in(target: ast.expr) -> Iterator[str]:
    """The names that stand in an expression."""
    yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def fold(node: ast.expr, texts: dict[str, Text]) -> Text | None:
    """What a string expression gives, as far as it is known; None where it is no string, or nothing of it is known."""
    match node:
        case ast.Constant(value=str() as text):
            return Text(text)
        case ast.Name(id=name):
            return texts.get(name)
        case ast.JoinedStr(values=parts):
            return _joined([_part(part, texts) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            both = fold(left, texts), fold(right, texts)
            return _joined([one.as_part() for one in both if one is not None]) if None not in both else None
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            template = fold(inner, texts)
            return None if template is None else Text(with_plain_places(template.text), template=True)
    return None


def _joined(parts: list[str]) -> Text:
    text = "".join(parts)
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Text(text, template=True) if fields else Text(text.format())


def _part(part: ast.expr, texts: dict[str, Text]) -> str:
    if isinstance(part, ast.FormattedValue):
        known = fold(part.value, texts)
        if known is not None:
            return known.as_part()
        return "{" + _place_name(part.value) + "}"
    return Text(str(part.value)).as_part() if isinstance(part, ast.Constant) else ""


def _place_name(value: ast.expr) -> str:
    """A name for the place of a value, made of the names in the expression."""
    names = [
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(value)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    return "_".join(reversed(names)) or "value"


def with_plain_places(template: str) -> str:
    """A template for `.format` with names alone for its places; doubled braces stay what they are."""
    parts = string.Formatter().parse(template)
    return "".join(
        Text(text).as_part() + ("" if field is None else "{" + _name_in(field) + "}")
        for text, field, _, _ in parts
    )


def _name_in(place: str) -> str:
    """The name of a place for a value: `0` of `{0!r}`, `0_1` of `{0[1]}`."""
    return re.sub(r"\W+", "_", re.split("[!:]", place.strip("{}"))[0]).strip("_")
