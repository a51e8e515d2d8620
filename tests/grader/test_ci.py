"""`grader ci`: what a learner's push leads to, in a terminal and on GitHub."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml

from grader.checkout import begun, learner_of
from grader.cli import main
from grader.collecting import collect_checkout
from grader.errors import InfrastructureError, UsageError
from grader.exercises import load_course
from grader.judge import Judge

SLUG = "01_numbers"
FILE = f"exercises/{SLUG}/numbers_kata.py"
RIGHT = "import asyncio\ndef double(x): return 2 * x\nasync def wait(s):\n    await asyncio.sleep(s)\n    return s\n"
HALF = RIGHT.replace("2 * x", "3 * x if x == 4 else 2 * x")
SHOUTS = RIGHT.replace("return 2 * x", "print('::error::a\\n::stop-commands::b\\n##[error]c'); return 3 * x")

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests run, the command is not on GitHub unless a test says so."""
    for name in ("GITHUB_ACTIONS", "GITHUB_ACTOR", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


def ci(course: Path, *arguments: object) -> Result:
    """Run the command; there must be no traceback."""
    words = ["ci", "--course", course, "--jobs", 1, *arguments]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def write(own_course: Path):
    """Write the learner's file in a course of one exercise; gives the course."""

    def written(text: str) -> Path:
        (own_course / FILE).write_text(text, "utf-8")
        return own_course

    return written


def written_to(folder: Path) -> set[str]:
    """The names of all the files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@needs_linux
def test_all_done_is_exit_code_0(write):
    """The files are written where git does not see them."""
    course = write(RIGHT)
    result = ci(course)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"✓ {SLUG}  10 of 10 points · 2 of 2 tasks done",
        "",
        "1 of 1 exercises that you have begun are done: 10 of 10 points.",
        f"Written to {course / '.grader/ci'}",
    ]
    assert written_to(course / ".grader/ci") == {
        ".gitignore",
        "ctrf.json",
        "gradescope/results.json",
        "junit.xml",
        "result.json",
        "results.json",
    }


@needs_linux
def test_an_open_task_is_exit_code_1(write, tmp_path):
    """It is told why, and every file agrees about it."""
    out = tmp_path / "out"
    result = ci(write(HALF), "--out", out)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:4] == [
        f"✗ {SLUG}  8.33 of 10 points · 1 of 2 tasks done",
        "",
        "  ✗ Task 1: double doubles",
        "    Gave 12, expected 8.",
    ]
    junit = JUnitXml.fromfile(str(out / "junit.xml"))
    assert (junit.tests, junit.failures, junit.errors) == (4, 1, 0)
    assert json.loads((out / "ctrf.json").read_text("utf-8"))["results"]["summary"]["failed"] == 1
    assert json.loads((out / "result.json").read_text("utf-8"))["score"] == 8
    assert json.loads((out / "gradescope/results.json").read_text("utf-8"))["score"] == 8.33
    (entry,) = json.loads((out / "results.json").read_text("utf-8"))["results"]
    assert (entry["learner"], entry["score_exact"]) == ("course", "25/3")
    assert ".gitignore" not in written_to(out)


def test_a_stub_is_not_begun_and_does_not_count(own_course, monkeypatch):
    """Nothing is judged, and nothing is wrong."""
    monkeypatch.setattr(Judge, "start", _refuse)
    result = ci(own_course)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == f"Not begun: {SLUG}"
    assert JUnitXml.fromfile(str(own_course / ".grader/ci/junit.xml")).tests == 0
    assert json.loads((own_course / ".grader/ci/result.json").read_text("utf-8"))["max-score"] == 10


@needs_linux
def test_a_stub_fails_where_all_must_be_done(own_course):
    """Then it is judged like anything else."""
    result = ci(own_course, "--all")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"✗ {SLUG}  0 of 10 points · 0 of 2 tasks done\n")


@needs_linux
def test_a_file_that_was_deleted_is_not_done(own_course):
    """It is no stub any more."""
    (own_course / FILE).unlink()
    result = ci(own_course)
    assert result.exit_code == 1
    (case,) = next(iter(JUnitXml.fromfile(str(own_course / ".grader/ci/junit.xml"))))
    assert case.result[0].type == "missing"


@needs_linux
def test_on_github_lines_are_annotated_and_the_step_has_a_summary(write, tmp_path, monkeypatch):
    """The learner is who pushed; the paths are those of the repository, in which the course may stand deeper."""
    course, step = write(HALF), tmp_path / "summary.md"
    step.write_text("before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_ACTOR", "李雷")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(course.parent))
    result = ci(course)
    annotated = [line for line in result.stdout.splitlines() if line.startswith("::error")]
    assert [line.partition("::Gave")[0] for line in annotated] == [
        f"::error file=course/{FILE},title={SLUG} · Task 1%3A double doubles"
    ]
    assert step.read_text("utf-8").startswith("before\n## 李雷\n")
    (entry,) = json.loads((course / ".grader/ci/results.json").read_text("utf-8"))["results"]
    assert entry["learner"] == "李雷"


@needs_linux
def test_what_a_program_prints_gives_githubs_runner_no_orders(write, monkeypatch):
    """All that it printed stands where commands are stopped, until a word that it could not know."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci(write(SHOUTS))
    first, *log = result.stdout.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    end = log.index(f"::{token}::")
    assert any(line.strip() == "##[error]c" for line in log[:end])
    for line in log[end + 1 :]:
        assert line.startswith(("::error file=", "Written to "))
    assert ci(write(SHOUTS)).stdout.splitlines()[0] != first


def _refuse(judge: Judge) -> None:
    raise InfrastructureError("the judge cannot be started: no memory")


def test_a_machine_that_fails_is_exit_code_3_and_gives_no_score(write, monkeypatch):
    """Nor is the score of an earlier run left behind."""
    course = write(RIGHT)
    monkeypatch.setattr(Judge, "start", _refuse)
    (course / ".grader/ci").mkdir(parents=True)
    (course / ".grader/ci/result.json").write_text("{}")
    result = ci(course, "--unconfined")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "grader: the judge cannot be started: no memory"
    assert "result.json" not in written_to(course / ".grader/ci")
    assert "score" not in json.loads((course / ".grader/ci/gradescope/results.json").read_text("utf-8"))


def test_a_wrong_name_is_bad_usage(own_course):
    """One line, and nothing is written."""
    result = ci(own_course, "--exercise", "09_none")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no exercise '09_none'" in result.stderr
    assert not (own_course / ".grader").exists()


def test_a_summary_that_cannot_be_written_is_bad_usage(own_course, monkeypatch, tmp_path):
    """One line that names it."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "such"))
    result = ci(own_course)
    assert result.exit_code == 2
    assert f"grader: {tmp_path / 'no' / 'such'}: cannot be written" in result.stderr


def test_the_learner_is_who_pushed_or_the_folder():
    """Somebody has to be named, even in a course that stands at the root of the disk."""
    assert learner_of({"GITHUB_ACTOR": "lilei"}, Path("/a/b")) == "lilei"
    assert learner_of({"GITHUB_ACTOR": ""}, Path("/a/b")) == "b"
    assert learner_of({}, Path("/")) == "learner"


def test_begun_is_what_differs_from_the_stub(own_course):
    """And a course without a copy of the stub cannot tell."""
    (exercise,) = load_course(own_course).exercises
    assert begun([exercise]) == ()
    (own_course / FILE).write_text(RIGHT)
    assert begun([exercise]) == (exercise,)
    exercise.original.unlink()
    with pytest.raises(UsageError, match="keeps no copy"):
        begun([exercise])


def test_a_checkout_is_one_learners_work(own_course):
    """Only exercises/ counts: what the course has beside it is nobody's submission."""
    found = collect_checkout(own_course, "李雷", {SLUG: "numbers_kata"}, [SLUG])
    assert [(one.learner, one.exercise, list(one.files)) for one in found.submissions] == [
        ("李雷", SLUG, ["numbers_kata.py"])
    ]
    assert (found.rejections, found.notices) == ((), ())


def test_a_learner_with_nothing_is_in_the_collection(own_course):
    """Their gradebook has a row all the same."""
    assert collect_checkout(own_course, "li", {SLUG: "numbers_kata"}, []).learners == ("li",)


def test_the_workflow_for_forks_calls_a_command_that_there_is():
    """Its arguments are the command's, and the folder that it keeps is where the files are written."""
    workflow = (Path(__file__).resolve().parents[2] / ".github/workflows/grade.yml").read_text("utf-8")
    (line,) = (line for line in workflow.splitlines() if "run: grader" in line)
    words = line.partition("run: grader ")[2].split()
    assert CliRunner().invoke(main, [*words, "--help"]).exit_code == 0
    assert f"path: {words[words.index('--out') + 1]}" in workflow
