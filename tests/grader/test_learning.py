"""The learner's commands: what they say, in which language, and that bad input is one line."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.exercises import Exercise, load_course
from grader.progress import Recorded, Run, run_file, write_run
from grader.results import CheckResult, Outcome
from grader.timelines import Kind, Lane, Span

SLUG = "01_numbers"
README = """\
# 01 · Numbers

## 1. double

<details><summary>Hint 1: a question</summary>

What is
twice three?

</details>
<details><summary>Hint 2: nearly the answer</summary>

```python
2 * x
```

</details>
"""


def run(*arguments: object, answer: str | None = None, **environment: str) -> Result:
    """Run a command; whatever happens, there must be no traceback."""
    result = CliRunner(env={"LC_ALL": "C.UTF-8", "GRADER_LANG": None} | environment).invoke(
        main, [str(argument) for argument in arguments], input=answer
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture(autouse=True)
def exercise(own_course: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """The exercise of the course that the learner is in."""
    monkeypatch.chdir(own_course)
    exercise = load_course(own_course).exercises[0]
    (exercise.folder / "README.md").write_text(README)
    return exercise


@pytest.fixture
def passed(exercise: Exercise):
    """Leave a run in which these tasks passed, and the others did not."""

    def leave(*tasks: int) -> None:
        checks = tuple(
            Recorded(
                file="spec.py",
                check=CheckResult(
                    id=f"test_{task}",
                    task=task,
                    outcome=Outcome.PASSED if task in tasks else Outcome.FAILED,
                ),
            )
            for task in (1, 2)
        )
        write_run(exercise, Run(exercise=SLUG, digest="", at=1.0, whole=True, checks=checks))

    return leave


def test_list_ticks_what_is_done(passed):
    """Tasks and exercises are counted."""
    passed(1, 2)
    assert run("list").stdout.splitlines() == [
        f"✓  {SLUG}  2 of 2 tasks  10 points  Numbers",
        "1 of 1 exercises done",
    ]


def test_progress_draws_what_is_done(passed):
    """A bar over all, one for each exercise, and the tasks that are open in one that was begun."""
    assert run("progress").stdout.splitlines() == [
        "0 of 1 exercises done  ░░░░░░░░░░░░░░░░░░░░",
        "",
        f"   {SLUG}  ░░  0 of 2 tasks",
    ]
    passed(2)
    assert run("progress").stdout.splitlines()[-1] == f"   {SLUG}  ░█  1 of 2 tasks  to do: 1"
    passed(1, 2)
    assert run("progress").stdout.splitlines() == [
        "1 of 1 exercises done  ████████████████████",
        "",
        f"✓  {SLUG}  ██  2 of 2 tasks",
    ]


def test_progress_on_a_console_that_takes_only_ascii(passed):
    """The bar is drawn in characters that every console has; titles too are written somehow."""
    passed(1)
    command = [sys.executable, "-m", "grader", "progress"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "GRADER_LANG": "zh"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.decode("ascii").splitlines()[-1] == f"   {SLUG}  #.  1 of 2 tasks  to do: 2"


def test_next_says_what_to_read_to_edit_and_to_run(passed, own_course):
    """With the first task that is open, and with paths as they are typed from here."""
    passed(1)
    folder = Path("exercises", SLUG)
    assert run("next").stdout.splitlines() == [
        f"{SLUG} · Numbers",
        f"  Read    {folder / 'README.md'}",
        f"  Edit    {folder / 'numbers_kata.py'}",
        "  Task 2  wait waits",
        f"  Run     pytest {folder}",
    ]


def test_next_of_nothing_is_praise(passed):
    """Where all is done."""
    passed(1, 2)
    assert run("next").stdout == "All 1 exercises are done. Well done!\n"


def test_each_hint_shows_one_more():
    """Up to the last, which then stays; what was shown is remembered."""
    first, second, third = run("hint", "01"), run("hint"), run("hint", "numbers_kata", "--task", 1)
    assert first.stdout.splitlines() == [
        f"{SLUG}, task 1: double doubles",
        "",
        "Hint 1: a question",
        "What is twice three?",
        "",
        "Hint 1 of 2. One more: grader hint 01 --task 1",
    ]
    assert second.stdout.splitlines() == [
        f"{SLUG}, task 1: double doubles",
        "",
        "Hint 2: nearly the answer",
        "```python",
        "2 * x",
        "```",
        "",
        "That was the last of 2 hints.",
    ]
    assert third.stdout == second.stdout


def test_all_hints_at_once():
    """In their order."""
    lines = run("hint", "01", "--all").stdout.splitlines()
    assert [line for line in lines if line.startswith("Hint")] == [
        "Hint 1: a question",
        "Hint 2: nearly the answer",
    ]


def test_a_hint_is_for_the_first_open_task_of_the_last_run(passed):
    """And says so, where all are done or there is no hint."""
    passed(1)
    assert run("hint").stdout.splitlines()[-1] == "There is no hint for this task."
    passed(1, 2)
    assert run("hint").stdout == f"All tasks of {SLUG} are done. A hint for one of them: --task N\n"
    assert "Hint 1" in run("hint", "--task", "1").stdout


def test_reset_asks_keeps_and_puts_back(exercise, passed):
    """Only a yes changes anything."""
    passed(1)
    exercise.stub.write_text("mine = 1\n")
    file = Path("exercises", SLUG, "numbers_kata.py")
    for answer in ("n\n", "\n", ""):
        refused = run("reset", "01", answer=answer)
        assert (refused.exit_code, exercise.stub.read_text()) == (0, "mine = 1\n")
        assert refused.stdout.startswith(f"Put the stub back into {file}? [y/N]:")
        assert refused.stdout.endswith("Nothing was changed.\n")
    done = run("reset", "01", answer="y\n")
    (backup,) = Path(".grader/backups", SLUG).iterdir()
    assert done.stdout.splitlines()[-2:] == [
        f"{file} is the stub again.",
        f"What you had is kept in {backup}.",
    ]
    assert (backup.read_text(), exercise.stub.read_bytes()) == ("mine = 1\n", exercise.original.read_bytes())
    assert "0 of 2" in run("list").stdout
    assert run("reset", "01").stdout == f"{file} is the stub: there is nothing to put back.\n"


def test_reset_with_yes_does_not_ask(exercise):
    """For scripts."""
    exercise.stub.write_text("mine = 1\n")
    assert "[y/N]" not in run("reset", "01", "--yes").stdout
    assert exercise.stub.read_bytes() == exercise.original.read_bytes()


def test_the_solution_is_for_those_who_have_their_own(passed, exercise):
    """Before that it takes --anyway."""
    refused = run("solution", "01")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert (
        refused.stderr == f"grader: 2 of 2 tasks of {SLUG} are still to do: do them first, or add --anyway\n"
    )
    assert run("solution", "01", "--anyway").stdout == exercise.solution.read_text()
    passed(1, 2)
    assert run("solution", "01").stdout == exercise.solution.read_text()


def test_a_repository_without_solutions_says_so(exercise):
    """In a line."""
    exercise.solution.unlink()
    result = run("solution", "01", "--anyway")
    assert (result.exit_code, result.stderr) == (
        2,
        f"grader: there is no solution of {SLUG} in this repository\n",
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["hint", "99"], f"grader: there is no exercise '99'; the exercises are: {SLUG}"),
        (["reset", "nothing"], f"grader: there is no exercise 'nothing'; the exercises are: {SLUG}"),
        (["solution", "../etc"], f"grader: there is no exercise '../etc'; the exercises are: {SLUG}"),
        (["timeline", "99"], f"grader: there is no exercise '99'; the exercises are: {SLUG}"),
        (["watch", "99"], f"grader: there is no exercise '99'; the exercises are: {SLUG}"),
        (["hint", "01", "--task", "3"], f"grader: {SLUG} has 2 tasks, no task 3"),
        (["timeline", "01", "--task", "3"], f"grader: {SLUG} has 2 tasks, no task 3"),
        (["hint", "01", "--task", "0"], "Error: Invalid value for '--task': 0 is not in the range x>=1."),
        (
            ["hint", "01", "--task", "one"],
            "Error: Invalid value for '--task': 'one' is not a valid integer range.",
        ),
        (["reset"], "Error: Missing argument 'EXERCISE'."),
        (["--lang", "fr", "next"], "Error: Invalid value for '--lang': 'fr' is not one of 'en', 'zh'."),
        (
            ["next", "--course", "nowhere"],
            "Error: Invalid value for '--course': Directory 'nowhere' does not exist.",
        ),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(arguments, line):
    """Nothing is printed beside it, nothing is done."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == line


@pytest.mark.parametrize("command", ["list", "next", "progress", "watch", "hint"])
def test_a_course_of_which_nothing_can_be_read_is_one_clear_line(exercise, command):
    """The file that is broken is named."""
    toml = exercise.folder / "exercise.toml"
    toml.write_text("x = [\n")
    result = run(command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith(f"grader: {toml}: is not valid TOML")


@pytest.mark.parametrize("arguments", [["next"], ["--help"], ["hint", "--help"]])
def test_a_variable_that_names_no_language_is_said(arguments):
    """Also where only help was asked for."""
    result = run(*arguments, GRADER_LANG="klingon")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr == "grader: GRADER_LANG 'klingon' is no language of the grader: choose one of en, zh\n"
    )


@pytest.mark.parametrize(
    "how",
    [{"arguments": ["--lang", "zh"]}, {"GRADER_LANG": "zh_CN"}, {"LC_ALL": "zh_CN.UTF-8"}],
    ids=["option", "variable", "locale"],
)
def test_commands_speak_chinese(how, passed):
    """Texts, titles and errors; commands and paths stay."""
    arguments = how.pop("arguments", [])
    passed(1)
    folder = Path("exercises", SLUG)
    assert run(*arguments, "next", **how).stdout.splitlines() == [
        f"{SLUG} · 数",
        f"  先读     {folder / 'README.zh.md'}",
        f"  再改     {folder / 'numbers_kata.py'}",
        "  第 2 题  等待",
        f"  运行     pytest {folder}",
    ]
    assert run(*arguments, "list", **how).stdout.splitlines()[-1] == "共 1 个练习，已完成 0 个"
    assert run(*arguments, "hint", "9", **how).stderr == f"grader: 没有练习 '9'；现有的练习：{SLUG}\n"


def test_help_speaks_chinese_too():
    """Of the group, of a command and of its options."""
    group, command = run("--lang", "zh", "--help").stdout, run("--lang", "zh", "hint", "--help").stdout
    assert "每运行一次" in group
    assert "一次看完" in command
    assert "Show" not in command.replace("Show this message and exit.", "")


LANES = (
    Lane(name="job 1", spans=(Span(start=0, end=1, kind=Kind.WAITING),)),
    Lane(name="Task-2", spans=(Span(start=1, end=3, kind=Kind.BLOCKED),)),
)


@pytest.fixture
def drawn(exercise: Exercise) -> None:
    """A run in which a check of task 1 passed without a wait, and one of task 2 waited and blocked."""
    checks = (
        Recorded(file="spec.py", check=CheckResult(id="test_1", task=1, outcome=Outcome.PASSED)),
        Recorded(
            file="spec.py",
            check=CheckResult(
                id="test_2", task=2, outcome=Outcome.FAILED, title="<All> the seconds pass.", called="wait(3)"
            ),
            lanes=LANES,
        ),
    )
    write_run(exercise, Run(exercise=SLUG, digest="", at=1.0, whole=True, checks=checks))


@pytest.mark.usefixtures("drawn")
def test_timeline_draws_the_check_that_failed():
    """What ran when, how long it took all in all, and what the signs mean."""
    assert run("timeline", "01").stdout.splitlines() == [
        f"{SLUG}, task 2: wait waits",
        "<All> the seconds pass. wait(3)",
        "",
        "  job 1   █████████░░░░░░░░░░░░░░░░░░░",
        "  Task-2  ░░░░░░░░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓",
        "",
        "  From 0 to 3 s",
        "  ▓ blocked the event loop",
    ]
    assert run("timeline", "01", "--task", 1).stdout == f"Nothing waited in your last run of {SLUG}.\n"


@pytest.mark.usefixtures("drawn")
def test_timeline_writes_a_picture(tmp_path):
    """An SVG that can be parsed, with a title, without a script; where it cannot be written, a line says so."""
    result = run("timeline", "01", "--svg", tmp_path / "运行 1.svg", "--task", 2)
    assert result.stdout.splitlines()[-1] == f"The picture is in {tmp_path / '运行 1.svg'}."
    root = ElementTree.parse(tmp_path / "运行 1.svg").getroot()
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[:4] == [f"{SLUG}: <All> the seconds pass. wait(3)", "0", "0.25", "0.5"]
    assert {"Your run", "job 1", "Task-2", "blocked the event loop", "seconds"} < set(texts)
    refused = run("timeline", "01", "--svg", tmp_path / "none" / "x.svg")
    assert refused.exit_code == 2
    assert (
        refused.stderr
        == f"grader: {tmp_path / 'none' / 'x.svg'} cannot be written: No such file or directory\n"
    )


def test_timeline_needs_a_run():
    """The line says which command makes one."""
    result = run("timeline", "01")
    assert (result.exit_code, result.stderr) == (
        2,
        f"grader: {SLUG} was not run yet: pytest exercises/{SLUG}\n",
    )


def test_a_damaged_record_is_no_run(passed, exercise):
    """The commands begin anew."""
    passed(1, 2)
    run_file(exercise).write_bytes(b"\x00")
    assert "0 of 2" in run("progress").stdout
    assert run("next").exit_code == 0


def test_names_of_exercises_are_completed(monkeypatch):
    """By number and by what stands after it."""
    grader = Path(sysconfig.get_path("scripts"), "grader")
    for typed, expected in (("0", [SLUG]), ("num", [SLUG]), ("9", [])):
        monkeypatch.setenv("_GRADER_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", f"grader hint {typed}")
        monkeypatch.setenv("COMP_CWORD", "2")
        done = subprocess.run([grader], capture_output=True, text=True, check=False)
        found = [line.partition(",")[2] for line in done.stdout.split()]
        assert found == expected


def test_colours_are_off_where_they_are_not_wanted(monkeypatch):
    """NO_COLOR holds even for a terminal."""
    coloured = CliRunner(env={"NO_COLOR": "", "LC_ALL": "C.UTF-8"}).invoke(main, ["hint", "01"], color=True)
    plain = CliRunner(env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}).invoke(
        main, ["hint", "01", "--all"], color=True
    )
    assert "\x1b[1m" in coloured.stdout
    assert "\x1b" not in plain.stdout


@pytest.mark.parametrize("command", ["--help", "list", "progress", "next", "hint", "watch --help"])
def test_commands_start_without_what_they_do_not_need(command):
    """Neither pytest nor the clock, a watcher or a catalogue: what makes a start slow."""
    arguments = [sys.executable, "-X", "importtime", "-m", "grader", *command.split()]
    done = subprocess.run(
        arguments, env={**os.environ, "GRADER_LANG": "en"}, capture_output=True, text=True, check=True
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "click" in imported
    slow = {"pytest", "asyncio", "watchfiles", "babel", "rich.console", "grader.clock", "concurrent.futures"}
    assert imported.isdisjoint(slow)
