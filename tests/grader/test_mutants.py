"""Each operator makes the mistake that it is named for, at every place, and nothing that Python cannot read."""

import ast

import pytest

from grader.mutants import mutants_of

MISTAKES = [
    ("async def f():\n    return await g()", "return g()"),
    ("async def f():\n    return await gather(*many)", "return [await each for each in many]"),
    ("async def f():\n    return await asyncio.gather(a(), b())", "return [await a(), await b()]"),
    ("async def f():\n    x = asyncio.create_task(g())", "x = await g()"),
    ("async def f():\n    await g(return_when=FIRST)", "await g()"),
    ("async def f():\n    await g()", "except __import__('asyncio').CancelledError:"),
    ("try:\n    f()\nfinally:\n    g()", "f()\ng()"),
    ("try:\n    f()\nexcept ValueError:\n    g()", "f()"),
    ("try:\n    f()\nexcept Exception:\n    g()", "except BaseException:"),
    ("try:\n    f()\nexcept E:\n    raise", "except E:\n    pass"),
    ("async def f():\n    async with lock as held:\n        g()", "held = lock\n    g()"),
    ("def f():\n    yield from g()", "for each in g():\n        yield each"),
    ("x = 3", "x = 4"),
    ("x = 3", "x = 2"),
    ("x = True", "x = False"),
    ("x = 'a'", "x = 'a!'"),
    ("x = a < b", "x = a <= b"),
    ("x = a is b", "x = a is not b"),
    ("x = a + b", "x = a - b"),
    ("x += b", "x -= b"),
    ("x = a and b", "x = a or b"),
    ("x = a and b", "x = b"),
    ("while a:\n    b()", "while not a:"),
    ("if a:\n    b()\nelse:\n    c()", "c()"),
    ("x = not a", "x = a"),
    ("x = [a for a in b if a]", "x = [a for a in b]"),
    ("f()\ng()", "pass\ng()"),
    ("def f():\n    return 3", "    return\n"),
    ("for a in b:\n    break", "    continue"),
    ("@once\ndef f():\n    pass", "def f():\n    pass"),
    ("for a in b:\n    c()\nelse:\n    d()", "for a in b:\n    c()"),
]


@pytest.mark.parametrize(("source", "expected"), MISTAKES)
def test_the_mistake_is_made(source, expected):
    """Among the mutants of a program is the one that the operator stands for."""
    found = [mutant.source + "\n" for mutant in mutants_of(source)]
    assert any(expected in mutant and mutant != source for mutant in found), found


def test_each_is_python_and_another_program():
    """Mutants can be compiled, differ from the original and from each other."""
    source = "async def f(a, b=1):\n    async with a:\n        return [await g(x) for x in b if x > 1]\n"
    found = [mutant.source for mutant in mutants_of(source)]
    assert len(found) > 10
    assert len(set(found)) == len(found)
    assert ast.unparse(ast.parse(source)) not in found
    for mutant in found:
        compile(mutant, "mutant", "exec")


def test_texts_and_types_stay():
    """Docstrings, annotations and type variables do nothing, so a mistake in them says nothing about a spec."""
    source = '"""Doc."""\nT = TypeVar("T", bound=int)\ndef f(x: "int") -> list[1]:\n    """Doc."""\n'
    assert [mutant.source for mutant in mutants_of(source) if "!" in mutant.source] == []


def test_a_change_is_told_on_one_line():
    """What went and what came; of a mistake in a whole function its name."""
    changes = [mutant.change for mutant in mutants_of("async def f():\n    x = 1\n    return x")]
    assert "x = 1 => x = 2" in changes
    assert "f: cancellation swallowed" in changes
