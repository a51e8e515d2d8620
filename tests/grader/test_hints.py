"""The hints of a README: found, and laid out."""

from __future__ import annotations

from grader.exercises import load_course
from grader.hints import Hint, hints_in, hints_of, readme_of
from grader.language import Language, Words

README = """\
# 01

<details><summary>Not a task's</summary>no</details>

## 1. One

<details>
<summary>Hint 1:
a &lt;nudge&gt;</summary>

First.

</details>
<details><summary>Hint 2</summary>

Second.

</details>

## Between

<details><summary>No</summary>no</details>

## 2. Two

Nothing folded.

## 12. Twelve

<details><summary>Hint</summary>Last.</details>
"""


def test_hints_are_the_folded_parts_below_a_task():
    """Neither those above, nor those of other sections, nor of a task with more digits."""
    assert hints_in(README, 1) == (Hint("Hint 1: a <nudge>", "First."), Hint("Hint 2", "Second."))
    assert hints_in(README, 2) == ()
    assert hints_in(README, 12) == (Hint("Hint", "Last."),)


def test_where_the_readme_has_none_the_nudge_of_the_exercise_is_the_hint(own_course):
    """A task without either has no hint."""
    exercise = load_course(own_course).exercises[0]
    assert hints_of(exercise, 1, Words()) == (Hint("", "What is two times three?"),)
    assert hints_of(exercise, 2, Words()) == ()


def test_hints_are_read_in_the_language_where_there_is_a_readme_in_it(own_course):
    """With whatever line ends and mark an editor has put there."""
    exercise = load_course(own_course).exercises[0]
    text = "## 1. 加倍\n\n<details><summary>提示</summary>二乘三。</details>\n"
    (exercise.folder / "README.zh.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert hints_of(exercise, 1, Words(Language.CHINESE)) == (Hint("提示", "二乘三。"),)
    (exercise.folder / "README.zh.md").unlink()
    assert readme_of(exercise, Language.CHINESE).name == "README.md"


def test_a_hint_is_broken_into_lines_but_code_is_not():
    """Paragraphs are filled, without a blank between Chinese characters; code and lists stay."""
    text = "One two\nthree four.\n\n```python\nif x:\n\n    a_long_line_of_code()\n```\n\n"
    text += "- a\n- b\n\n第一行，\n第二行\nabc"
    assert Hint("", text).lines(12) == [
        "One two",
        "three four.",
        "",
        "```python",
        "if x:",
        "",
        "    a_long_line_of_code()",
        "```",
        "",
        "- a",
        "- b",
        "",
        "第一行，第二",
        "行 abc",
    ]
