"""Small mistakes put into a program, one at a time: source → mutants. Pure.

Which mistakes there are is said in `grader.mutation_operators`; judging the mutants is `grader.mutation`.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.mutation_operators import OPERATORS, Operator, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A program with one mistake more than the original."""

    change: str
    """What it does otherwise, on one line."""
    source: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every program that one operator makes of `source` at one place, each once.

    Raises SyntaxError where `source` is no Python.
    """
    tree = ast.parse(source)
    original = ast.unparse(tree)
    seen = {original}
    for path, node in _places(tree):
        for kind, operators in OPERATORS.items():
            if not isinstance(node, kind):
                continue
            for operator in operators:
                for replacement in operator(copy.deepcopy(node)):
                    mutant = _replaced(tree, path, replacement)
                    if mutant is not None and mutant not in seen:
                        seen.add(mutant)
                        yield Mutant(change=_change(operator, node, original, mutant), source=mutant)


def _change(operator: Operator, node: ast.AST, before: str, after: str) -> str:
    """The lines that went and those that came; of a whole function only its name and the mistake."""
    if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
        return f"{node.name}: {operator.__name__.strip('_').replace('_', ' ')}"
    lines = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[2:].strip()]
    gone, come = ("; ".join(line[2:].strip() for line in lines if line[:2] == sign) for sign in ("- ", "+ "))
    return f"{gone} => {come}"


Path = tuple[tuple[str, int | None], ...]
"""The fields, and places in their lists, that lead from the module to a node."""
_NO_CODE = {"annotation", "returns", "type_params"}
_FOR_TYPES = ("ParamSpec", "TypeVar", "cast")


def _places(node: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
    """Every node that runs, with the way to it; neither annotations nor docstrings."""
    if isinstance(node, ast.Call) and name_of(node.func) in _FOR_TYPES:
        return
    yield path, node
    for field, value in ast.iter_fields(node):
        if field in _NO_CODE:
            continue
        if isinstance(value, ast.AST):
            yield from _places(value, (*path, (field, None)))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST) and not _is_text(item):
                    yield from _places(item, (*path, (field, index)))


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _replaced(tree: ast.Module, path: Path, replacement: ast.AST | list[ast.stmt]) -> str | None:
    """The source with `replacement` at `path`; None where that is no Python."""
    changed: Any = copy.deepcopy(tree)
    holder = changed
    for field, index in path[:-1]:
        holder = getattr(holder, field) if index is None else getattr(holder, field)[index]
    field, index = path[-1]
    if index is None:
        setattr(holder, field, replacement)
    else:
        getattr(holder, field)[index : index + 1] = (
            replacement if isinstance(replacement, list) else [replacement]
        )
    source = ast.unparse(ast.fix_missing_locations(changed))
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return None
    return source
