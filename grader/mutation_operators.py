"""The mistakes that `grader.mutants` puts into a program, each a function of one node of its syntax tree. Pure.

They are mistakes that people make with coroutines (an `await` forgotten, tasks awaited one by one, a cancellation
swallowed, a `finally` lost) or with code in general (off by one, the wrong comparison, a statement left out).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any

Operator = Callable[[Any], Iterator[ast.AST | list[ast.stmt]]]
"""A node → what may stand in its place; a list of statements for a statement."""


# --- mistakes with coroutines ---------------------------------------------------------------------------------


def _await_forgotten(node: ast.Await) -> Iterator[ast.AST]:
    yield node.value


def _one_after_the_other(node: ast.Await) -> Iterator[ast.AST]:
    """`await gather(*many)` as a loop that awaits each."""
    call = node.value
    if isinstance(call, ast.Call) and name_of(call.func) == "gather":
        many = [argument for argument in call.args if isinstance(argument, ast.Starred)]
        if many:
            yield _expression("[await each for each in many]", many=many[0].value)
        else:
            yield ast.List([ast.Await(argument) for argument in call.args], ast.Load())


def _awaited_at_once(node: ast.Call) -> Iterator[ast.AST]:
    """A coroutine awaited on the spot where a task was meant."""
    if name_of(node.func) in ("create_task", "ensure_future", "spawn") and node.args:
        yield ast.Await(node.args[0])
        yield node.args[0]


def _waits_for_something_else(node: ast.Attribute) -> Iterator[ast.AST]:
    other = {
        "FIRST_COMPLETED": ["ALL_COMPLETED", "FIRST_EXCEPTION"],
        "FIRST_EXCEPTION": ["ALL_COMPLETED", "FIRST_COMPLETED"],
        "ALL_COMPLETED": ["FIRST_COMPLETED"],
        "popleft": ["pop"],
        "CancelledError": ["TimeoutError"],
        "aclose": ["__anext__"],
    }
    for name in other.get(node.attr, ()):
        yield ast.Attribute(node.value, name, node.ctx)


def _argument_left_out(node: ast.Call) -> Iterator[ast.AST]:
    for index in range(len(node.keywords)):
        kept = node.keywords[:index] + node.keywords[index + 1 :]
        yield ast.Call(node.func, node.args, kept)


def _cancellation_swallowed(node: ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """The whole body ends quietly when it is cancelled."""
    handler = ast.ExceptHandler(_expression("__import__('asyncio').CancelledError"), None, [ast.Pass()])
    yield _with_body(node, [ast.Try(node.body, [handler], [], [])])


def _cleanup_only_on_success(node: ast.Try) -> Iterator[list[ast.stmt]]:
    if node.finalbody:
        kept: list[ast.stmt] = (
            [ast.Try(node.body, node.handlers, node.orelse, [])] if node.handlers else node.body
        )
        yield [*kept, *node.finalbody]
        yield [ast.Try(node.body, node.handlers, node.orelse, [ast.Pass()])]


def _errors_not_caught(node: ast.Try) -> Iterator[list[ast.stmt]]:
    for index in range(len(node.handlers)):
        kept = node.handlers[:index] + node.handlers[index + 1 :]
        if kept or node.finalbody:
            yield [ast.Try(node.body, kept, node.orelse, node.finalbody)]
        else:
            yield [*node.body, *node.orelse]


def _catches_something_else(node: ast.ExceptHandler) -> Iterator[ast.AST]:
    caught = name_of(node.type) if node.type else ""
    for name in ("Exception", "BaseException"):
        if name != (caught or "BaseException"):
            yield ast.ExceptHandler(ast.Name(name, ast.Load()), node.name, node.body)


def _error_swallowed(node: ast.Raise) -> Iterator[list[ast.stmt]]:
    yield [ast.Pass()]


def _without_its_context(node: ast.With | ast.AsyncWith) -> Iterator[list[ast.stmt]]:
    yield [
        *[
            ast.Assign([item.optional_vars], item.context_expr)
            if item.optional_vars
            else ast.Expr(item.context_expr)
            for item in node.items
        ],
        *node.body,
    ]


def _values_by_hand(node: ast.Expr) -> Iterator[ast.AST]:
    """`yield from inner` as a loop, through which nothing that is sent or thrown in gets."""
    if isinstance(node.value, ast.YieldFrom):
        each = ast.Name("each", ast.Store())
        handed_on = ast.Expr(ast.Yield(ast.Name("each", ast.Load())))
        yield ast.For(each, node.value.value, [handed_on], [])


def _inner_one_handed_out(node: ast.YieldFrom) -> Iterator[ast.AST]:
    yield ast.Yield(node.value)


# --- mistakes with anything -----------------------------------------------------------------------------------


def _off_by_one(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def _other_text(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, str):
        yield ast.Constant(f"{node.value}!")


def _other_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        for other in _COMPARISONS.get(type(operator), ()):
            operators = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            yield ast.Compare(node.left, operators, node.comparators)


def _other_arithmetic(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    for other in _ARITHMETIC.get(type(node.op), ()):
        changed = copy.deepcopy(node)
        changed.op = other()
        yield changed


def _and_for_or(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    for index in range(len(node.values)):
        kept = node.values[:index] + node.values[index + 1 :]
        yield kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)


def _condition_turned_round(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    changed = copy.deepcopy(node)
    changed.test = ast.UnaryOp(ast.Not(), node.test)
    yield changed


def _always_true(node: ast.If) -> Iterator[list[ast.stmt]]:
    yield node.body
    yield node.orelse or [ast.Pass()]


def _not_left_out(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _filter_left_out(node: ast.comprehension) -> Iterator[ast.AST]:
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


def _statement_left_out(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    yield [ast.Pass()]


def _gives_nothing(node: ast.Return | ast.Yield) -> Iterator[ast.AST]:
    if node.value is not None:
        yield type(node)(None)


def _break_for_continue(node: ast.Break | ast.Continue) -> Iterator[ast.AST]:
    yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _decorator_left_out(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[ast.AST]:
    for index in range(len(node.decorator_list)):
        changed = copy.deepcopy(node)
        del changed.decorator_list[index]
        yield changed


def _else_left_out(node: ast.For | ast.AsyncFor | ast.While | ast.Try) -> Iterator[ast.AST]:
    if node.orelse:
        changed = copy.deepcopy(node)
        changed.orelse = []
        yield changed


_COMPARISONS: dict[type, tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type, tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Pow: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
}
OPERATORS: dict[Any, tuple[Operator, ...]] = {
    ast.Await: (_await_forgotten, _one_after_the_other),
    ast.Call: (_awaited_at_once, _argument_left_out),
    ast.Attribute: (_waits_for_something_else,),
    ast.AsyncFunctionDef: (_cancellation_swallowed,),
    ast.Try: (_cleanup_only_on_success, _errors_not_caught),
    ast.ExceptHandler: (_catches_something_else,),
    ast.Raise: (_error_swallowed,),
    (ast.With, ast.AsyncWith): (_without_its_context,),
    ast.Expr: (_values_by_hand,),
    ast.YieldFrom: (_inner_one_handed_out,),
    ast.Constant: (_off_by_one, _other_text),
    ast.Compare: (_other_comparison,),
    (ast.BinOp, ast.AugAssign): (_other_arithmetic,),
    ast.BoolOp: (_and_for_or,),
    (ast.If, ast.While, ast.IfExp): (_condition_turned_round,),
    ast.If: (_always_true,),
    ast.UnaryOp: (_not_left_out,),
    ast.comprehension: (_filter_left_out,),
    (ast.Expr, ast.Assign, ast.AugAssign): (_statement_left_out,),
    (ast.Return, ast.Yield): (_gives_nothing,),
    (ast.Break, ast.Continue): (_break_for_continue,),
    (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef): (_decorator_left_out,),
    (ast.For, ast.AsyncFor, ast.While, ast.Try): (_else_left_out,),
}
"""By the kind, or kinds, of node: what may go wrong there."""


# --- pieces ---------------------------------------------------------------------------------------------------


def name_of(node: ast.AST | None) -> str:
    """`gather` of `asyncio.gather` and of `gather`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _expression(template: str, **parts: ast.expr) -> ast.expr:
    """An expression written as source, with nodes in the place of some of its names."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return parts.get(node.id, node)

    filled: ast.Expression = Fill().visit(ast.parse(template, mode="eval"))
    return filled.body


def _with_body(node: ast.AsyncFunctionDef, body: list[ast.stmt]) -> ast.AST:
    changed = copy.copy(node)
    changed.body = body
    return changed
