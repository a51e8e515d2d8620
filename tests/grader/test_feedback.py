"""A learner is told the cause first, then what was called and seen, why, and last where to think on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from grader.causes import Cause, Diagnosis, Frame, Label, Row
from grader.explaining import LONGEST_LINE, OUTPUT_LINES, explain
from grader.feedback import Setting, check_lines, progress_lines
from grader.language import Language, Sentence, Words, say, words
from grader.results import CheckResult, Outcome
from grader.screen import Screen, Tone
from grader.timelines import Kind, Lane, Span, Timeline

WIDE = Setting(screen=Screen(width=300), commands=False)
CHINESE = words(Language.CHINESE)


def check(**fields: object) -> CheckResult:
    """A failed check of task 1."""
    return CheckResult(**{"id": "test_a", "task": 1, "outcome": Outcome.FAILED, **fields})


def lines(failed: CheckResult, info, setting: Setting = WIDE, **more: object) -> list[str]:
    """The text of a feedback."""
    return [str(line) for line in check_lines(failed, info, setting, **more)]


def value(text: str) -> Sentence:
    """A value as a row holds it."""
    return Sentence("{value}", {"value": text})


def lane(name: str, start: float, end: float) -> Lane:
    """A task that waited once."""
    return Lane(name=name, spans=(Span(start=start, end=end, kind=Kind.WAITING),))


IN_TURN = Diagnosis(
    cause=Cause.ONE_AFTER_THE_OTHER,
    headline=Sentence("They waited in turn."),
    details=(say("Took {seen} s, expected {expected} s.", seen="3", expected="2"),),
    rows=(
        Row(label=Label.TOOK, text=say("{seconds} s, one after the other", seconds="3")),
        Row(label=Label.EXPECTED, text=say("{seconds} s, the longest wait", seconds="2")),
        Row(
            label=Label.WHY,
            text=say("{line} awaits each one before it starts the next.", line="kata.py:4"),
            source="await work(delay)",
        ),
    ),
    timeline=Timeline(
        seen=(lane("job 1", 0, 1), lane("job 2", 1, 3)), expected=(lane("job 1", 0, 1), lane("job 2", 0, 2))
    ),
)
VALUE = Diagnosis(
    cause=Cause.WRONG_VALUE,
    headline=say("Gave {seen}, expected {expected}.", seen="[1, 2, 3]", expected="[3, 2, 1]"),
    rows=(
        Row(label=Label.GAVE, text=value("[1, 2, 3]")),
        Row(label=Label.EXPECTED, text=value("[3, 2, 1]")),
    ),
)


def test_a_failed_check_in_full(make_info):
    """Task, headline, fact, call, what was seen, why, output and hints, each on a line of its own."""
    failed = check(
        task=2,
        title="They wait together.",
        called="run([1, 2])",
        output="a\nb\n",
        diagnosis=IN_TURN,
    )
    setting = Setting(screen=Screen(width=80))
    assert lines(failed, make_info(), setting, done=1) == [
        "✗ Task 2: the task 2                                          1 of 2 tasks done",
        "  They waited in turn.",
        "  Checked     They wait together.",
        "  You called  run([1, 2])",
        "  Took        3 s, one after the other      Expected  2 s, the longest wait",
        "  Why         kata.py:4 awaits each one before it starts the next.",
        "              │ await work(delay)",
        "     job 1  █████████░░░░░░░░░░░░░░░░░░░    Expected  █████████",
        "     job 2  ░░░░░░░░░███████████████████              ███████████████████",
        "  It printed  a",
        "              b",
        "  Hint        Think of 2.",
        "  More        grader hint 01 --task 2",
    ]


def test_a_failed_check_in_chinese(make_info):
    """The same words in the other language, aligned although a sign takes two columns."""
    failed = check(called="run([1, 2])", diagnosis=IN_TURN)
    setting = Setting(words=CHINESE, screen=Screen(width=80))
    shown = lines(failed, make_info(), setting, done=0)
    assert shown[0].startswith("✗ 第 1 题：任务")
    assert shown[0].endswith("共 2 题，已完成 0 题")
    assert cell_len(shown[0]) == 79
    assert shown[2:5] == [
        "  你调用了  run([1, 2])",
        "  用时      3 秒，一个接一个      应该是  2 秒，即最长的等待",
        "  原因      kata.py:4 等完一个，才启动下一个。",
    ]


def test_a_plain_terminal_gets_ascii(make_info):
    """Where the stream takes no other signs, none of ours is beyond ASCII."""
    failed = check(called="f(" + "1, " * 1000 + ")", output="x\n" * 99, diagnosis=IN_TURN)
    setting = Setting(screen=Screen(width=80, unicode=False))
    assert "\n".join(lines(failed, make_info(), setting)).isascii()


@pytest.mark.parametrize("width", [20, 40, 60, 80])
@pytest.mark.parametrize("spoken", [words(Language.ENGLISH), CHINESE], ids=["en", "zh"])
def test_it_keeps_to_the_width(make_info, width, spoken):
    """Words are wrapped at the width of the terminal; only code and drawn lines may be wider."""
    failed = check(title="They all wait together, at the same time.", diagnosis=IN_TURN)
    for line in check_lines(failed, make_info(), Setting(words=spoken, screen=Screen(width=width)), done=1):
        if line.tone is not Tone.SOURCE and width >= 40:
            assert cell_len(line.text) <= width


def test_what_the_headline_says_is_not_said_again(make_info):
    """Two short values stand in the headline alone."""
    assert lines(check(diagnosis=VALUE), make_info()) == [
        "✗ Task 1: the task 1",
        "  Gave [1, 2, 3], expected [3, 2, 1].",
        "  Hint        Think of 1.",
    ]


def test_values_that_do_not_fit_stand_below_each_other(make_info):
    """They are compared by eye, so they are aligned."""
    assert lines(check(diagnosis=VALUE), make_info(), replace(WIDE, screen=Screen(width=35))) == [
        "✗ Task 1: the task 1",
        "  Gave something else than",
        "  expected.",
        "  Gave        [1, 2, 3]",
        "  Expected    [3, 2, 1]",
        "  Hint        Think of 1.",
    ]


def test_below_a_specs_own_words_the_values_stand(make_info):
    """Its headline does not say what was given."""
    diagnosis = replace(VALUE, headline=Sentence("It is the wrong way round."), details=(VALUE.headline,))
    assert lines(check(diagnosis=diagnosis), make_info())[1:4] == [
        "  It is the wrong way round.",
        "  Gave        [1, 2, 3]",
        "  Expected    [3, 2, 1]",
    ]


def test_a_syntax_error_has_a_caret(make_info):
    """Below the line stands a caret where Python stopped."""
    diagnosis = Diagnosis(
        cause=Cause.SYNTAX, headline=Sentence("Python cannot read the file."), source="x = = 1", caret=5
    )
    assert lines(check(diagnosis=diagnosis), make_info())[2:4] == ["    │ x = = 1", "    │     ^"]


@pytest.mark.parametrize("cause", [Cause.MISSING_FILE, Cause.SYNTAX, Cause.NOT_UTF8, Cause.IMPORT])
def test_what_lies_in_the_file_is_no_matter_of_a_task(make_info, cause):
    """The file is named in place of a task; neither a call nor a hint on the task would help."""
    diagnosis = Diagnosis(cause=cause, headline=Sentence("It cannot be run."))
    failed = check(title="It doubles.", called="double(3)", diagnosis=diagnosis)
    assert lines(failed, make_info()) == ["✗ kata.py", "  It cannot be run."]


@pytest.mark.parametrize("cause", [Cause.MISSING_NAME, Cause.NOT_WRITTEN_YET])
def test_what_is_not_there_was_not_called(make_info, cause):
    """The hint is all that helps."""
    diagnosis = Diagnosis(cause=cause, headline=Sentence("Not there."))
    failed = check(title="It doubles.", called="double(3)", diagnosis=diagnosis)
    assert lines(failed, make_info())[1:] == ["  Not there.", "  Hint        Think of 1."]


def test_the_learners_frames_on_request(make_info):
    """A traceback is shown where much is asked for, the learner's lines only."""
    frames = (
        Frame(file="kata.py", line=3, function="f", source="g()"),
        Frame(file="kata.py", line=9, function="g"),
    )
    failed = check(diagnosis=Diagnosis(cause=Cause.RAISED, headline=Sentence("Raised E"), traceback=frames))
    assert "Your lines" not in "\n".join(lines(failed, make_info()))
    assert lines(failed, make_info(), replace(WIDE, verbose=True))[2:5] == [
        "  Your lines  kata.py:3, in f",
        "              │ g()",
        "              kata.py:9, in g",
    ]


def test_an_example_is_quoted(make_info):
    """Of a public example the lines stand there, in place of a call."""
    failed = check(title="3 is doubled.", called="f()", message="Saw 5, expected 6.")
    assert lines(failed, make_info(), example=("x = double(3)", "assert x == 6"))[2:4] == [
        "  Example     x = double(3)",
        "              assert x == 6",
    ]


def test_who_waits_has_one_label(make_info):
    """Rows of the same kind share it."""
    rows = tuple(Row(label=Label.WAITS, text=value(f"Task-{n}")) for n in (1, 2))
    failed = check(diagnosis=Diagnosis(cause=Cause.DEADLOCK, headline=Sentence("All wait."), rows=rows))
    assert lines(failed, make_info())[2:4] == ["  Waiting     Task-1", "              Task-2"]


def test_results_without_a_diagnosis_are_told_too(make_info):
    """What was judged before there were any has its message."""
    assert lines(check(message="It added instead.\nGave 5, expected 6."), make_info()) == [
        "✗ Task 1: the task 1",
        "  It added instead.",
        "  Gave 5, expected 6.",
        "  Hint        Think of 1.",
    ]


@pytest.mark.parametrize(
    ("outcome", "headline"),
    [
        (Outcome.PASSED, "It works."),
        (Outcome.FAILED, "Not what the task asks for."),
        (Outcome.ERRORED, "The check itself broke; this is not your fault."),
        (Outcome.TIMED_OUT, "Still running when its time was up."),
        (Outcome.NOT_RUN, "It was not run."),
    ],
)
def test_every_outcome_has_words_of_its_own(make_info, outcome, headline):
    """A check without a message still says what became of it."""
    assert lines(check(outcome=outcome), make_info())[1] == f"  {headline}"


def test_long_output_is_cut(make_info):
    """Of many lines the first are shown, and how many more there are; of a long line the beginning."""
    failed = check(message="Gave 5.", output="\n".join("x" * 300 for _ in range(OUTPUT_LINES + 5)))
    assert lines(failed, make_info())[2:-1] == [
        "  It printed  " + "x" * LONGEST_LINE + "…",
        *["              " + "x" * LONGEST_LINE + "…"] * (OUTPUT_LINES - 1),
        "              … and 5 lines more",
    ]


def test_a_long_call_is_cut(make_info):
    """A call with a thousand arguments does not fill the screen."""
    shown = lines(check(called="f(" + "1, " * 1000 + ")"), make_info())
    assert shown[2] == "  You called  " + ("f(" + "1, " * 1000)[:LONGEST_LINE] + "…"


def test_progress_names_the_first_open_task(make_info):
    """Each task that was checked has a tick or a cross; the lowest open one is next."""
    assert progress_lines(make_info(tasks=4), passed=[1, 4], failed=[3, 2]) == [
        "01_kata: A kata",
        "  ✓ task 1  the task 1",
        "  ✗ task 2  the task 2",
        "  ✗ task 3  the task 3",
        "  ✓ task 4  the task 4",
        "  Next: task 2, in exercises/01_kata/kata.py",
    ]


def test_a_task_that_passed_and_failed_is_open(make_info):
    """One failed check is enough for a task to be open."""
    setting = Setting(screen=Screen(unicode=False))
    assert progress_lines(make_info(tasks=1), passed=[1], failed=[1], setting=setting) == [
        "01_kata: A kata",
        "  x task 1  the task 1",
        "  Next: task 1, in exercises/01_kata/kata.py",
    ]


def test_the_end_is_told_only_when_all_is_done(make_info):
    """With every task done it says so; with some of them not looked at it says nothing."""
    info = make_info(tasks=2)
    assert progress_lines(info, passed=[1, 2], failed=[])[-1] == "  All tasks done."
    assert progress_lines(info, passed=[2], failed=[]) == [
        "01_kata: A kata",
        "  ✓ task 2  the task 2",
    ]


def test_progress_in_chinese(make_info):
    """Titles come from the exercise, the rest from the catalogue."""
    assert progress_lines(make_info(tasks=1), passed=[], failed=[1], setting=Setting(words=CHINESE)) == [
        "01_kata: 练习",
        "  ✗ 第 1 题  任务",
        "  下一步：第 1 题，文件 exercises/01_kata/kata.py",
    ]


def test_the_line_of_a_stub_is_not_quoted(make_info):
    """`raise NotImplementedError` tells a learner nothing."""
    found = Diagnosis(cause=Cause.NOT_WRITTEN_YET, headline=Sentence("Not written."), source="raise X")
    assert explain(check(diagnosis=found), make_info(), Words(), lambda headline: True).source == ""
