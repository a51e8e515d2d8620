"""Every sentence that a learner can see is found in the source, and nothing that is none."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

import grader
from grader.errors import CourseError
from grader.exercises import load_course
from grader.sentences import own_sentences, sentences_of

SPEC = '''
"""What must be seen. This is for authors."""
import pytest

FIXED = "It gave nothing at all."
SHARED = "they share something."
UNUSED = "Nobody says this one."
NAMED = "{0} gave {1}, not {0}."
GAVE = {"int": f"foo() {SHARED}", "str": "It gave text."}


def judge_one(run):
    headline = "Only the first one was."
    assert run(1), headline


def judge_another(run):
    headline = "Only the last one was."
    assert run(1), headline


@pytest.mark.task(1)
@pytest.mark.parametrize("x", ["This is an input."])
def test_a(run, x, rng):
    """What it proves.

    More of it.
    """
    assert run("no") == 1, "Short"
    assert run(1), FIXED
    pytest.fail(NAMED.format("a", x))
    text = f"Hear {rng.randrange(9)} words."
    assert run(text), GAVE.get(x, f"`{x}` holds {len(x)} too many.")
    judge(run, "They came in another order." if x else "or else it is none")


def judge(run, said):
    """A helper. It has no title."""
    assert run.value["raised"] is None, said
'''
SCENARIOS = """
from grader.specs import scenario

THINGS = {"a waiting task": make, "an old one": lambda: make(1), "single": make, "lambda x: x": make}
FACTS = {"an old fact": 3}

@scenario
def plain(submission): ...

@scenario(call="g = foo(); [next(g) for _ in range({0!r})]")
def code(submission): ...

@scenario(call="async for x in foo({0}): ...")
def loop(submission): ...

@scenario(call="foo({0[1]!r})  # beside {0[0]}")
def words(submission): ...
"""


@pytest.fixture
def exercise(own_course):
    """The tiny exercise with another spec."""
    exercise = load_course(own_course).exercises[0]
    exercise.spec.write_text(SPEC)
    exercise.scenarios.write_text(SCENARIOS)
    return exercise


def test_a_spec_that_is_no_python_is_named(exercise):
    """The author is told of the file; there is no traceback of ours."""
    exercise.spec.write_text("def (")
    with pytest.raises(CourseError, match=r"spec_numbers_kata\.py: is no Python: invalid syntax"):
        sentences_of(exercise)


def test_the_sentences_of_a_spec(exercise):
    """Titles, messages fixed and with values, calls and things in words; no input, no helper, nothing unused.

    Where two functions use one name for two messages, both are found.
    """
    found = [(one.text, one.template) for one in sentences_of(exercise)]
    assert found == [
        ("What it proves.", False),
        ("foo() they share something.", False),
        ("It gave text.", False),
        ("Only the first one was.", False),
        ("Only the last one was.", False),
        ("Short", False),
        ("It gave nothing at all.", False),
        ("{0} gave {1}, not {0}.", True),
        ("`{x}` holds {x_len} too many.", True),
        ("They came in another order.", False),
        ("foo({0_1})  # beside {0_0}", True),
        ("a waiting task", False),
        ("an old one", False),
        ("3 is doubled.", False),
        ("The seconds come back.", False),
    ]


def test_they_know_where_they_stand(exercise):
    """For whoever translates."""
    first = sentences_of(exercise)[0]
    assert (first.file, first.about) == ("tests/specs/01_numbers/spec_numbers_kata.py", "what a check proves")


def test_own_sentences_are_what_is_said(tmp_path):
    """The templates of `say`, reasons of flags and refusals, and the help of a learner's commands by paragraphs."""
    package = tmp_path / "grader"
    (package / "cli").mkdir(parents=True)
    (package / "a.py").write_text('say("Took {s} s.", s=1)\nsay(text)\nother("No.")')
    (package / "b.py").write_text(
        'REASONS: Final = {"memory": "It asked."}\n'
        'raise Refused("deep", f"{where} lies too deep.")\n'
        'reason = f"{a.b} is no zip."\nreason = str(error)\nreason = "short"'
    )
    (package / "cli/learning.py").write_text(
        textwrap.dedent(
            '''
            MORE = "In the end."

            @click.command(epilog=MORE)
            @click.option("--all", help="All of them.")
            def hint():
                """Give
                a hint.

                Then another.
                """
            '''
        )
    )
    (package / "cli/authoring.py").write_text('@click.command()\ndef f():\n    """For authors."""')
    assert {(one.text, one.template) for one in own_sentences(package)} == {
        ("Took {s} s.", True),
        ("It asked.", False),
        ("{where} lies too deep.", True),
        ("{a_b} is no zip.", True),
        ("Give a hint.", False),
        ("Then another.", False),
        ("In the end.", False),
        ("All of them.", False),
    }


def test_every_sentence_of_the_grader_is_said_with_a_text():
    """`say` takes a text, so that it is found; whoever passes a variable hides a sentence."""
    hidden = []
    for file in Path(grader.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                template = node.args[0]
                if not (isinstance(template, ast.Constant) and isinstance(template.value, str)):
                    hidden.append(f"{file.name}:{node.lineno}")
    assert hidden == []
