"""What the READMEs of an exercise show is what the solution gives and what the public examples test."""

from __future__ import annotations

import pytest

from grader.documents import Section, calls_in_tests, calls_of, document_findings, sections_of
from grader.exercises import load_exercise

SLUG = "01_numbers"


@pytest.fixture
def change(own_course):
    """Change a file of the exercise, in the solutions or in its folder, and tell what is found."""

    def findings(name: str, old: str = "", new: str = "") -> list[str]:
        file = own_course / name.replace("EXERCISE", f"exercises/{SLUG}").replace(
            "SOLUTION", f"solutions/{SLUG}"
        )
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        return list(document_findings(load_exercise(own_course / f"exercises/{SLUG}/exercise.toml")))

    return findings


def in_both(change, old, new):
    """The findings after the same change to both READMEs."""
    change("EXERCISE/README.zh.md", old, new)
    return change("EXERCISE/README.md", old, new)


def test_sections_are_the_numbered_headings():
    """Text before the first task belongs to none; a session is an example, other code is not."""
    text = (
        "# Title\n\n```python\n>>> before()\n```\n"
        "## Why it matters\n"
        "## 1. First\n\n```python\n>>> a()\n1\n```\n\ntext\n\n```python\nx = 1\n```\n\n```python\n>>> b()\n```\n"
        "## 2. Second\n\n```text\n>>> drawn\n```\n"
    )
    assert sections_of(text) == (
        Section(task=1, examples=(">>> a()\n1\n", ">>> b()\n")),
        Section(task=2, examples=()),
    )


def test_a_readme_without_tasks_has_no_sections():
    """An empty one is a finding like any other, and not the end of the command."""
    assert sections_of("") == ()
    assert sections_of("# Only a title\n") == ()


def test_calls_of_an_example_are_written_as_python_would():
    """Only calls of the task's names count, also within others, and quotes do not matter."""
    example = ">>> run(delay(1,2))\n>>> delay('a')\n3\n>>> [other(x) for x in y]\n"
    assert calls_of(example, {"delay"}) == {"delay(1, 2)", "delay('a')"}


def test_calls_in_tests_belong_to_the_task_of_their_test(tmp_path):
    """Plain and async tests, of one task or of several."""
    file = tmp_path / "test_kata.py"
    file.write_text(
        "import pytest\n"
        "def helper(): foo(0)\n"
        "@pytest.mark.task(1)\ndef test_a(): assert foo(1) == bar(2)\n"
        "@pytest.mark.task(2)\nasync def test_b():\n    with x():\n        await foo(3)\n"
        "@pytest.mark.task(1)\n@pytest.mark.task(2)\ndef test_c(): foo(4)\n"
    )
    assert calls_in_tests(file) == {
        1: {"foo(1)", "bar(2)", "foo(4)"},
        2: {"x()", "foo(3)", "foo(4)"},
    }


def test_sound_documents_have_no_findings(change):
    """The tiny course agrees with itself; its second example waits 5 virtual seconds."""
    assert change("EXERCISE/README.md") == []


def test_an_example_that_is_wrong_is_found(change):
    """What the solution really gives is told."""
    [finding] = in_both(change, "\n6\n", "\n7\n")
    assert finding.startswith("README task 1: ")
    assert finding.endswith("Failed example: double(3) Expected: 7 Got: 6")


def test_an_example_that_raises_is_found(change):
    """An exception in an example is a finding, not the end of the validation."""
    [finding] = change("SOLUTION/numbers_kata.py", "return 2 * x", "return 2 / 0")
    assert finding.startswith("README task 1: ")
    assert finding.endswith("ZeroDivisionError: division by zero")


def test_examples_run_on_the_exercise_clock(change):
    """An example sees virtual time: its five seconds are exact."""
    session = (
        ">>> import time\n>>> start = time.monotonic()\n>>> asyncio.run(wait(5))\n5\n"
        ">>> time.monotonic() - start\n5.0\n"
    )
    assert in_both(change, ">>> asyncio.run(wait(5))\n5\n", session) == []


def test_readmes_that_differ_are_found(change):
    """Both languages have the same examples."""
    assert change("EXERCISE/README.zh.md", ">>> double(3)\n6", ">>> double(4)\n8") == [
        "README.md and README.zh.md do not have the same examples"
    ]


def test_a_readme_with_a_task_too_few_is_found(change):
    """The numbered headings are the tasks of exercise.toml."""
    assert change("EXERCISE/README.zh.md", "## 2. wait", "## 3. wait") == [
        "README.zh.md has the tasks [1, 3], exercise.toml has 2",
        "README.md and README.zh.md do not have the same examples",
    ]


def test_a_task_without_an_example_is_found(change):
    """Each task shows something, in each language."""
    assert in_both(change, "```python\n>>> double(3)\n6\n```\n", "") == [
        "README.md task 1 has no example",
        "README.zh.md task 1 has no example",
    ]


def test_a_call_that_is_not_tested_is_found(change):
    """What a README shows, the public examples of that task do too."""
    assert in_both(change, ">>> double(3)\n6", ">>> double(4)\n8") == [
        "README task 1 calls `double(4)`, which no public example of that task does"
    ]


def test_a_call_that_another_task_tests_is_found(change):
    """A call of a task's function must stand in a test of the same task."""
    assert change("EXERCISE/test_numbers_kata.py", "task(1)", "task(2)") == [
        "README task 1 calls `double(3)`, which no public example of that task does"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("EXERCISE/README.md", ">>> double(3)", ">>> double(3", "(README.md, line 1)"),
        ("EXERCISE/README.md", ">>> double(3)", ">>>double(3)", "lacks blank after >>>"),
        ("EXERCISE/test_numbers_kata.py", "import pytest", "import import", "(test_numbers_kata.py, line 3)"),
    ],
)
def test_what_is_not_python_is_found(change, name, old, new, words):
    """A slip in an example or in the tests is a finding that names the file or the line."""
    finding = change(name, old, new)[-1]
    assert finding.startswith("cannot be read as Python: ")
    assert words in finding


@pytest.mark.parametrize(
    ("new", "words"),
    [("import (", "SyntaxError: "), ("raise RuntimeError('broken')", "RuntimeError: broken")],
)
def test_a_solution_that_cannot_be_imported_is_found(change, new, words):
    """It is said once, not for each example."""
    [finding] = change("SOLUTION/numbers_kata.py", "import asyncio", new)
    assert finding.startswith(f"the solution cannot be imported: {words}")


def test_missing_documents_are_somebody_elses_finding(own_course):
    """Without READMEs there is nothing to compare; that they are missing is said by the tree's own check."""
    for name in ("README.md", "README.zh.md"):
        (own_course / "exercises" / SLUG / name).unlink()
    assert list(document_findings(load_exercise(own_course / f"exercises/{SLUG}/exercise.toml"))) == []
