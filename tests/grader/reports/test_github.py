"""Annotations that a runner takes as they were meant, a log that gives no orders, and a summary that stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

import msgspec
import pytest
from markdown_it import MarkdownIt

from grader.causes import Cause, Diagnosis
from grader.flags import Flag, FoundBy
from grader.language import Language, say
from grader.reports import github
from grader.reports.github import annotations, as_references, command, quoted, summary
from grader.results import CheckResult, Outcome, RunResult, Status, Where

P, F = Outcome.PASSED, Outcome.FAILED
PATCHED = Flag(
    code="patched", reason="It changed a part of Python.", file="own.py", line=4, found_by=FoundBy.SCAN
)
KINDS = {
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "add-mask",
    "set-output",
    "stop-commands",
}


@dataclass
class Runner:
    """Reads a step's log as GitHub's runner does, which knows two ways to write a command."""

    commands: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    token: str | None = None

    def read(self, log):
        """Take every line; what is a command is in `commands` afterwards."""
        for line in re.split("\r\n|\r|\n", log):
            found = self._new(line) or self._old(line)
            if self.token is not None:
                if found and found[0] == self.token:
                    self.token = None
            elif found and found[0] == "stop-commands":
                self.token = found[2]
            elif found and found[0] in KINDS:
                self.commands.append(found)
        return self

    def _new(self, line):
        match = re.match(r"::(.*?)::(.*)", line.lstrip(), re.DOTALL)
        return match and self._made(*match.groups(), ",", {":": "%3A", ",": "%2C"})

    def _old(self, line):
        match = re.search(r"##\[([^\]]*)\](.*)", line, re.DOTALL)
        return match and self._made(*match.groups(), ";", {";": "%3B", "]": "%5D"})

    def _made(self, head, data, separator, more):
        name, _, properties = head.partition(" ")
        pairs = (pair.partition("=")[::2] for pair in properties.strip().split(separator) if "=" in pair)
        return name, {key: _plain(value, more) for key, value in pairs}, _plain(data, {})


def _plain(text, more):
    for sign, code in ({"\r": "%0D", "\n": "%0A"} | more | {"%": "%25"}).items():
        text = text.replace(code, sign)
    return text


def read(book, **more):
    """The commands that a runner takes from the annotations."""
    return Runner().read("\n".join(annotations(book, **more))).commands


@pytest.fixture
def book(make_info, make_book):
    """One learner: of task 1 two checks failed, task 2 is done."""
    where = Where(file="kata.py", line=7)
    checks = (
        CheckResult(id="test_a", task=1, outcome=F, message="Gave 3, expected 4.", where=where),
        CheckResult(id="test_b", task=1, outcome=F, message="Gave 5, expected 6."),
        CheckResult(id="test_c", task=2, outcome=P),
    )
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=checks)
    return make_book([make_info(tasks=2)], {("li", "01_kata"): run})


# --- annotations ------------------------------------------------------------------------------------------------


def test_an_open_task_is_an_error_at_its_line(book):
    """The first check that did not pass, in the learner's file as the repository has it."""
    ((kind, properties, message),) = read(book)
    assert kind == "error"
    assert properties == {
        "file": "exercises/01_kata/kata.py",
        "line": "7",
        "title": "01_kata · Task 1: the task 1",
    }
    assert message.splitlines()[0] == "Gave 3, expected 4."
    assert "test_" not in message


def test_a_file_that_cannot_be_read_is_one_error(make_info, make_book, unreadable):
    """However many tasks fail by it: it belongs to none, and leaves room for nine more."""
    book = make_book([make_info(tasks=3)], {(f"li {n}", "01_kata"): unreadable for n in range(12)})
    *errors, notice = read(book)
    assert [properties["title"] for _, properties, _ in errors][:2] == ["li 0, 01_kata", "li 1, 01_kata"]
    assert len(errors) == 10
    assert notice[2] == "2 more are not shown here; the summary has them all."


def test_the_folder_is_the_repositorys(book):
    """A course may stand deeper in a repository."""
    assert read(book, folder="course/exercises")[0][1]["file"] == "course/exercises/01_kata/kata.py"


def test_it_speaks_the_learners_language(book):
    """The title, and the words of the grader."""
    assert read(book, language=Language.CHINESE)[0][1]["title"] == "01_kata · 第 1 题：任务"


def test_a_flag_is_a_warning(make_info, make_run, make_book):
    """At its own line; all checks passed, so that there is no error."""
    run = replace(make_run((1, P)), flags=(PATCHED,))
    ((kind, properties, message),) = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))
    assert (kind, message) == ("warning", "It changed a part of Python.")
    assert (properties["file"], properties["line"]) == ("exercises/01_kata/own.py", "4")


def test_github_shows_ten_of_a_kind_and_the_rest_is_told(make_info, make_run, make_book):
    """Ten errors, ten warnings, and a notice with how many more there are."""
    run = replace(make_run(*((task, F) for task in range(1, 13))), flags=(PATCHED,))
    runs = {(f"learner {number}", "01_kata"): run for number in range(11)}
    commands = read(make_book([make_info(tasks=12)], runs))
    kinds = [kind for kind, _, _ in commands]
    assert [kinds.count(kind) for kind in ("error", "warning", "notice")] == [10, 10, 1]
    assert commands[-1][2] == f"{11 * 13 - 20} more are not shown here; the summary has them all."


def test_nothing_open_is_no_annotation(make_info, make_run, make_book):
    """Not even a notice."""
    assert annotations(make_book([make_info(tasks=1)], {("li", "01_kata"): make_run((1, P))})) == []


def test_a_long_message_is_cut(make_info, make_book):
    """It stands beside a line of code."""
    check = CheckResult(id="c", task=1, outcome=F, message="x " * 5000)
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    ((_, _, message),) = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))
    assert len(message) == github.MESSAGE + 1


def test_an_annotation_comes_back_as_it_was(hostile):
    """Message and properties, whatever is in them, from one line."""
    line = command("error", hostile, title=hostile, line=3)
    assert len(line.splitlines()) == 1
    assert Runner().read(line).commands == [("error", {"title": hostile, "line": "3"}, hostile)]


def test_no_text_of_a_submission_is_a_command_of_its_own(make_hostile):
    """Names, messages, output and flags of all the hostile learners: only our own errors and warnings come of them."""
    commands = read(make_hostile())
    assert {kind for kind, _, _ in commands} == {"error", "warning", "notice"}
    assert all(set(properties) <= {"file", "line", "title"} for _, properties, _ in commands)


COMMANDS = (
    "::error::a",
    "  ::stop-commands::x",
    "x ##[error]a",
    "::set-output name=a::b",
    "##[stop-commands]x",
    "::endgroup::",
    "::wrong::",
    "::x::\r::error::y",
)


def test_a_log_that_is_quoted_gives_no_orders():
    """And after it commands are taken again."""
    log = "\n".join([*quoted(COMMANDS, "secret"), "::notice::after"])
    assert Runner().read("\n".join(COMMANDS)).commands != []
    assert Runner().read(log).commands == [("notice", {}, "after")]


# --- summary ----------------------------------------------------------------------------------------------------


def tokens(text):
    """All tokens of a Markdown text, those within a line too."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def headings(text):
    """The text of each heading."""
    found = list(tokens(text))
    return [
        "".join(child.content for child in after.children)
        for token, after in pairwise(found)
        if token.type == "heading_open"
    ]


def test_the_summary_has_points_and_states(make_info, make_run, make_book):
    """A line for each exercise, whatever became of it."""
    infos = [make_info(f"0{number}_kata", tasks=1) for number in range(1, 7)]
    runs = {
        ("li", "01_kata"): make_run((1, P)),
        ("li", "02_kata"): make_run((1, P), (1, F)),
        ("li", "03_kata"): RunResult(exercise="03_kata", status=Status.INFRASTRUCTURE_ERROR),
        ("li", "04_kata"): RunResult(exercise="04_kata", status=Status.UNGRADABLE),
        ("li", "05_kata"): replace(make_run((1, P)), flags=(PATCHED,)),
    }
    text = summary(make_book(infos, runs))
    assert headings(text)[0] == "li"
    assert "**25 of 60 points**" in text
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"]
    assert [row[1:] for row in rows[2:]] == [
        ["1 / 1", "10 / 10", "✓ done"],
        ["0 / 1", "5 / 10", "open"],
        ["0 / 1", "– / 10", "the grader failed"],
        ["0 / 1", "– / 10", "could not be taken"],
        ["1 / 1", "10 / 10", "provisional"],
        ["0 / 1", "0 / 10", "not begun"],
    ]


def test_an_open_task_is_explained(book):
    """As on the learner's terminal, without names of checks; what is done is not."""
    text = summary(book)
    assert "Gave 3, expected 4." in text
    assert "Gave 5" not in text
    assert "test_a" not in text
    assert "Task 2" not in text.partition("###")[2].replace("&#58;", ":")


def test_a_file_that_cannot_be_read_is_explained_once(make_info, make_book, unreadable):
    """Under its own name, not once for each task."""
    text = summary(make_book([make_info(tasks=3)], {("li", "01_kata"): unreadable}))
    assert text.count("was never closed") == 1
    assert text.count("**✗ kata&#46;py**") == text.count("✗") == 1


def test_the_second_line_of_a_hint_stands_below_the_first(make_info, make_book):
    """An explanation is laid out in columns, and the caret stands below the sign it means."""
    hint = "What does the generator hand out before it has been sent anything, and what does `send` then give back?"
    diagnosis = Diagnosis(cause=Cause.RAISED, headline=say("It raised."), source="return (1,", caret=8)
    check = CheckResult(id="c", task=1, outcome=F, diagnosis=diagnosis)
    info = make_info(tasks=1)
    info = msgspec.structs.replace(info, tasks=[msgspec.structs.replace(info.tasks[0], hint=hint)])
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    text = summary(make_book([info], {("li", "01_kata"): run}))
    assert text.partition("```text\n")[2].partition("```")[0] == (
        """\
It raised.
  │ return (1,
  │        ^
Hint        What does the generator hand out before it has been sent anything, and what does
            `send` then give back?
"""
    )


def test_a_rejected_zip_is_explained_in_chinese(make_info, make_book):
    """Its reason travels as an English text with a name in it."""
    flag = Flag(code="not_a_zip", reason="broken.zip is not a zip or is damaged: zip the folder again.")
    run = RunResult(exercise="01_kata", status=Status.UNGRADABLE, flags=(flag,))
    text = summary(make_book([make_info()], {("li", "01_kata"): run}), language=Language.CHINESE)
    assert "broken.zip 不是 zip 文件，或者已经损坏：把文件夹重新打包。" in text
    assert "damaged" not in text


def test_a_name_comes_back_as_it_was(hostile, make_hostile):
    """From a reader of Markdown, in a heading."""
    assert headings(summary(make_hostile([hostile])))[0] == hostile


def test_nothing_of_a_submission_is_markup(make_hostile):
    """No HTML, no link, no image, no emphasis but our own, and a table and two headings for each learner."""
    book = make_hostile()
    found = [token.type for token in tokens(summary(book))]
    assert not {"html_block", "html_inline", "link_open", "image", "em_open", "hr"} & set(found)
    count = len(book.learners)
    assert (found.count("table_open"), found.count("heading_open")) == (count, 2 * count)


@pytest.mark.parametrize("text", ["a|b", " a", "a  b", "a ", "_a_", "1. a", "\x1b[0m"])
def test_escaped_text_is_read_as_text(text):
    """In a cell of a table."""
    table = f"| a |\n|---|\n| x{as_references(text)}x |\n"
    cells = [token.content for token in tokens(table) if token.type == "text"]
    assert "".join(cells[1:]) == f"x{github.storable(text)}x"


def test_a_summary_too_large_is_cut_off_and_says_so(make_info, make_book):
    """GitHub would drop all of it; what is left can be read, with no code block open."""
    run = RunResult(
        exercise="01_kata",
        status=Status.GRADED,
        checks=(CheckResult(id="c", task=1, outcome=F, message="数 " * 20_000),),
    )
    text = summary(
        make_book([make_info(tasks=1)], {(f"{number:03}", "01_kata"): run for number in range(40)})
    )
    assert 900_000 < len(text.encode()) < 1 << 20
    assert text.splitlines()[-1].startswith("**The summary is cut off here")
    assert [token.type for token in tokens(text)][-3:] == ["strong_close", "text", "paragraph_close"]
