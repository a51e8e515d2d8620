"""A learner's page says what happened, and whatever comes from a submission stays text on it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from grader.flags import FoundBy
from grader.language import Language
from grader.reports.markdown import escaped, render
from grader.results import CheckResult, Flag, Outcome, RunResult, Status

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`code` ``` ```` fence",
    "```\n# out of the fence\n```",
    "~~~\n<b>out</b>",
    "a | b\n--|--\n1 | 2",
    "# heading",
    "- list",
    "+ list",
    "1. list",
    "1) list",
    "It costs 3. No more.",
    "> quote",
    "*em* _em_ **strong** ~~gone~~",
    "[link](javascript:alert(1))",
    "![image](http://example.org/x.png)",
    "[ref]: http://example.org",
    "<http://example.org>",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "line\n\n<h1>two</h1>",
    "trailing\\",
    "\u2028<b>\x0b<i>\x85<u>",
    "\r\n<b>bold</b>\r\n",
    "李雷",
]
PLAIN_ELEMENTS = {"h1", "h2", "h3", "p", "strong", "ul", "li", "pre", "code"}
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def html(text: str) -> str:
    """Markdown as a lenient renderer shows it: raw HTML is let through, tables are on."""
    return PARSER.render(text)


def elements(page: str) -> set[str]:
    """The elements of a rendered page."""
    return set(re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", page))


def shown(page: str) -> str:
    """The words of a rendered page as a person reads them, on one line."""
    tokens = PARSER.parse(page)
    words = [child.content for token in tokens for child in (token.children or [token]) if child.content]
    return " ".join(" ".join(words).split())


@pytest.fixture
def one_failure(make_info, make_book):
    """Make the page of one learner with one failed check."""

    def make(learner: str = "li", flags: tuple[Flag, ...] = (), **fields: str) -> str:
        check = CheckResult(id="test_a", task=1, outcome=Outcome.FAILED, **fields)
        run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,), flags=flags)
        book = make_book([make_info(tasks=1)], {(learner, "01_kata"): run})
        return render(book, book.row(learner), Language.ENGLISH)

    return make


def test_a_learner_is_told_of_a_flag(one_failure):
    """Nothing happens silently: the page says that the score is provisional, why, and which line it is."""
    flag = Flag(code="patched", reason="It changed <b>.", file="kata.py", line=3, found_by=FoundBy.SCAN)
    page = one_failure(flags=(flag,))
    assert "**0 of 10 points**\n\nProvisional until a person has looked at what is marked below." in page
    assert "This is no accusation." in page
    assert "0 of 10 points, provisional: a person will look at this first" in page
    assert "- It changed \\<b\\>. (kata.py:3)" in page


def test_a_page_in_full(make_info, make_book):
    """Total, an exercise with its points, a line per task, and for the first failed check of a task its story."""
    checks = (
        CheckResult(id="test_a", task=1, outcome=Outcome.PASSED),
        CheckResult(
            id="test_b",
            task=1,
            outcome=Outcome.FAILED,
            title="A number is doubled.",
            message="Gave 3, expected 4.",
            called="double(2)",
            output="two\nlines\n",
        ),
        CheckResult(id="test_c", task=1, outcome=Outcome.FAILED, message="Gave 5, expected 6."),
        CheckResult(id="test_d", task=2, outcome=Outcome.PASSED),
    )
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=checks)
    book = make_book([make_info(), make_info("02_more", points=5)], {("li", "01_kata"): run})
    assert render(book, book.row("li"), Language.ENGLISH) == (
        """\
# li

**6.67 of 15 points**

## 01\\_kata: A kata

6.67 of 10 points

### ✗ Task 1: the task 1 (1 of 3 checks)

```text
Gave 3, expected 4.
Checked     A number is doubled.
You called  double(2)
It printed  two
            lines
Hint        Think of 1.
```

What else did not work

- Gave 5, expected 6\\.

### ✓ Task 2: the task 2 (1 of 1 checks)

## 02\\_more: A kata

Nothing was handed in.
"""
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.MISSING, "Nothing was handed in."),
        (
            Status.UNGRADABLE,
            "What was handed in could not be taken, so it has no score yet. The zip is broken.",
        ),
        (
            Status.INFRASTRUCTURE_ERROR,
            "The grader itself failed, so there is no score. This is not your fault.",
        ),
    ],
)
def test_a_run_that_was_not_graded_says_why(make_info, make_book, status, words):
    """Without a verdict there are no points and no tasks, only the reason."""
    flags = (Flag(code="not_a_zip", reason="The zip is broken."),) if status is Status.UNGRADABLE else ()
    run = RunResult(exercise="01_kata", status=status, flags=flags)
    book = make_book([make_info()], {("li", "01_kata"): run})
    page = render(book, book.row("li"), Language.ENGLISH)
    assert shown(page).endswith(words)
    assert "Task" not in page
    assert "0 of 10 points" not in page.partition("##")[2]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["learner", "message", "output", "called", "title", "reason"])
def test_what_comes_from_outside_stays_text(one_failure, field, text):
    """No name, message, output, call or flag makes an element, a link or a heading of its own."""
    fields = {"flags": (Flag(code="x", reason=text),)} if field == "reason" else {field: text}
    page = one_failure(**fields)
    rendered = html(page)
    assert elements(rendered) <= PLAIN_ELEMENTS
    assert "javascript:" not in "".join(re.findall(r"<[^>]*>", rendered))
    assert re.findall(r"<h\d>", rendered) == ["<h1>", "<h2>", "<h3>"]
    assert rendered.count("<pre>") == 1
    assert rendered.count("<li>") == (field == "reason")
    assert " ".join(text.split()) in shown(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_escaped_text_reads_as_it_was(text):
    """Within a line, escaping changes nothing that a person sees, apart from the white space."""
    assert shown(f"x {escaped(text)}") == f"x {' '.join(text.split())}"


@pytest.mark.parametrize("text", HOSTILE)
def test_output_reads_as_it_was(one_failure, text):
    """What the program printed is on the page to the letter, line by line."""
    page = shown(one_failure(message="It failed.", output=text))
    assert page.endswith("It failed. It printed " + " ".join(text.split()) + " Hint Think of 1.")


def test_nothing_of_other_learners(make_info, make_run, make_book):
    """A page names its learner alone, and has their points alone."""
    runs = {
        (learner, "01_kata"): RunResult(
            exercise="01_kata",
            status=Status.GRADED,
            checks=(
                CheckResult(
                    id=f"test_{learner}",
                    task=1,
                    outcome=Outcome.FAILED,
                    message=f"message of {learner}",
                    output=f"output of {learner}",
                ),
            ),
            flags=(Flag(code="x", reason=f"reason of {learner}"),),
        )
        for learner in ("chen", "li", "wang")
    }
    book = make_book([make_info(tasks=1)], runs)
    page = render(book, book.row("li"), Language.ENGLISH)
    assert "message of li" in page
    assert "output of li" in page
    assert "reason of li" in page
    assert "chen" not in page
    assert "wang" not in page


def test_no_check_of_the_spec_is_named(one_failure):
    """The ids of the hidden checks stay hidden."""
    assert "test_a" not in one_failure(message="Gave 3, expected 4.")


def test_a_page_in_chinese(make_info, make_book):
    """Titles come from the exercise, the rest from the catalogue; the text block is aligned there too."""
    check = CheckResult(
        id="test_a", task=1, outcome=Outcome.FAILED, message="It failed.", called="f()", output="x\n"
    )
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    book = make_book([make_info(tasks=1), make_info("02_more")], {("li", "01_kata"): run})
    assert render(book, book.row("li"), Language.CHINESE) == (
        """\
# li

**0 分，满分 20 分**

## 01\\_kata: 练习

0 分，满分 10 分

### ✗ 第 1 题：任务（检查通过 0/1 项）

```text
It failed.
你调用了  f()
程序打印  x
提示      Think of 1.
```

## 02\\_more: 练习

没有提交。
"""
    )


def test_the_place_of_a_flag_stands_in_the_brackets_of_the_language(make_info, make_run, make_book):
    """Chinese has its own, without a blank before them."""
    flag = Flag(
        code="frames",
        reason="It reached for the grader's own modules.",
        file="kata.py",
        line=3,
        found_by=FoundBy.SCAN,
    )
    run = replace(make_run((1, Outcome.PASSED)), flags=(flag,))
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): run})
    assert "- 它访问了评分程序自己的模块。（kata.py:3）" in render(book, book.row("li"), Language.CHINESE)


def test_a_lone_surrogate_can_be_written(one_failure):
    """What no file can hold has a sign in its place; where a program has printed it, the escape says what it was."""
    page = one_failure("c\ud800d", message="Gave 3.", output="a\ud800b").encode().decode()
    assert page.startswith("# c\ufffdd\n")
    assert "a\\ud800b" in page


def test_a_flags_line_is_quoted(one_failure):
    """The evidence is the learner's own line, to the letter."""
    flag = Flag(code="patched", reason="It.", evidence="x = `<b>`", found_by=FoundBy.SCAN)
    assert "```text\nx = `<b>`\n```" in one_failure(flags=(flag,))
