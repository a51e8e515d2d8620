"""The command line: what is printed where, and with which exit code; never a traceback."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader import __version__, doctor
from grader.authoring import Report
from grader.cli import main
from grader.errors import InfrastructureError
from grader.exercises import Course, Exercise
from grader.judge import Judge
from grader.sandbox import confine

SLUG = "01_numbers"
LISTED = f"   {SLUG}  0 of 2 tasks  10 points  Numbers\n0 of 1 exercises done\n"
RIGHT = "import asyncio\ndef double(x): return 2 * x\nasync def wait(s):\n    await asyncio.sleep(s)\n    return s\n"
HANGS = "def double(x):\n    while True: pass\n"
HALF = RIGHT.replace("2 * x", "3 * x if x == 4 else 2 * x")

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")


def run(*arguments: object) -> Result:
    """Run a command; whatever happens, there must be no traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A class of three: Chen is right, Li is half right, Wang handed in an empty folder."""
    folder = tmp_path / "class"
    for learner, text in {"chen": RIGHT, "li": HALF}.items():
        (folder / learner).mkdir(parents=True)
        (folder / learner / "numbers_kata.py").write_text(text)
    (folder / "wang").mkdir()
    return folder


@pytest.fixture
def grade(tiny_course: Path, submissions: Path, tmp_path: Path) -> Callable[..., Result]:
    """Grade the class; further arguments come last, so that they count."""

    def graded(*arguments: object) -> Result:
        return run(
            "grade", submissions, "--out", tmp_path / "out", "--jobs", 1, "--course", tiny_course, *arguments
        )

    return graded


def test_the_version_is_told_by_the_module():
    """`python -m grader` is the command too."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"grader, version {__version__}\n", "")


def test_no_summary_of_a_command_is_cut():
    """In a terminal of eighty columns the list of the commands is readable."""
    commands = run("--help").stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    assert [line for line in commands.splitlines() if line.endswith("...")] == []


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_the_commands(flag):
    """Each command is there with its first sentence."""
    result = run(flag)
    assert result.exit_code == 0
    commands = result.stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in commands.splitlines()] == [
        "alike",
        "ci",
        "doctor",
        "grade",
        "hint",
        "list",
        "mutate",
        "next",
        "progress",
        "report",
        "reset",
        "solution",
        "timeline",
        "translate",
        "validate",
        "watch",
    ]


def test_list_shows_every_exercise(tiny_course):
    """A line per exercise: slug, how much of it is done, points and title; then how many are done."""
    result = run("list", "--course", tiny_course)
    assert (result.exit_code, result.stdout, result.stderr) == (0, LISTED, "")


def test_list_finds_the_course_around_it(tiny_course, monkeypatch):
    """Without --course the working directory tells."""
    monkeypatch.chdir(tiny_course / "solutions")
    assert run("list").stdout == LISTED


@needs_linux
def test_grade_writes_everything_and_succeeds(grade, tmp_path):
    """Exit code 0 whatever the scores; results, a gradebook and a page per learner; a summary on stdout."""
    result = grade()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "3 learners: 2 graded, 1 missing",
        f"  {SLUG}  mean  9.17 of 10   1 of 2 complete",
        f"Written to {tmp_path / 'out'}",
    ]
    assert result.stderr.splitlines()[-1] == "judged 2 of 2"
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert written == {
        "results.json",
        "index.html",
        "gradebook.csv",
        "flags.md",
        "feedback/chen.html",
        "feedback/chen.md",
        "feedback/li.html",
        "feedback/li.md",
        "feedback/wang.html",
        "feedback/wang.md",
    }
    document = json.loads((tmp_path / "out/results.json").read_text("utf-8"))
    assert (document["grader"], document["format"]) == (__version__, "grader/results/v1")
    assert [(one["learner"], one["status"], one["score_exact"]) for one in document["results"]] == [
        ("chen", "graded", "10"),
        ("li", "graded", "25/3"),
        ("wang", "missing", "0"),
    ]
    failed = [check for check in document["results"][1]["checks"] if check["outcome"] != "passed"]
    assert [(check["id"], check["message"]) for check in failed] == [
        ("test_doubles[4]", "Gave 12, expected 8.")
    ]
    assert document["results"][0]["outcomes"] == "...."
    with (tmp_path / "out/gradebook.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1:] == [
            ["chen", "10", "10", "10", "0", ""],
            ["li", "8.33", "8.33", "10", "0", ""],
            ["wang", "", "0", "10", "0", ""],
        ]
    assert "Gave 12, expected 8." in (tmp_path / "out/feedback/li.md").read_text("utf-8")


@needs_linux
def test_a_report_is_made_again_from_the_results_alone(grade, tmp_path):
    """The same files come out, to the byte, without the course and without the submissions."""
    assert grade().exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    for path in before:
        if path.name != "results.json":
            path.unlink()
    assert run("report", tmp_path / "out").exit_code == 0
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before


@needs_linux
def test_rules_come_into_force_and_stay(grade, tmp_path):
    """Points that a person has set win, and are still there when the report is made again."""
    assert grade().exit_code == 0
    overrides = tmp_path / "overrides.toml"
    overrides.write_text(
        f'[[override]]\nlearner = "li"\nexercise = "{SLUG}"\npoints = 9\nreason = "lab"\nby = "Han"\n'
    )
    result = run("report", tmp_path / "out", "--overrides", overrides)
    assert "1 score was set by a person" in result.stdout
    overrides.unlink()
    assert run("report", tmp_path / "out", "--format", "csv", "--out", tmp_path / "again").exit_code == 0
    rows = (tmp_path / "again" / "gradebook.csv").read_text("utf-8-sig").splitlines()
    assert rows[2].startswith('"li","9","8.33",')
    assert rows[2].endswith('set to 9 by Han: lab"')


@needs_linux
def test_the_platforms_get_their_files(grade, tmp_path):
    """Canvas with a roster, Moodle with its own worksheet; what is not in them is told."""
    assert grade().exit_code == 0
    roster, sheet = tmp_path / "roster.csv", tmp_path / "sheet.csv"
    roster.write_text("id,name\ns1,chen\n")
    sheet.write_text("\ufeffIdentifier,Full name,Grade,Maximum Grade\nParticipant 1,li,,100.00\n", "utf-8")
    result = run("report", tmp_path / "out", "--roster", roster, "--format", "canvas")
    assert result.exit_code == 0
    assert "s1" in (tmp_path / "out" / "canvas.csv").read_text("utf-8")
    assert "not in canvas.csv: " in result.stdout
    result = run("report", tmp_path / "out", "--worksheet", sheet, "--exercise", SLUG)
    assert result.exit_code == 0
    filled = (tmp_path / "out" / "moodle.csv").read_text("utf-8")
    assert "Participant 1,li,83.33,100.00" in filled
    assert filled.startswith("\ufeffIdentifier,")  # the byte order mark by which Excel knows it
    assert "not in moodle.csv: " in result.stdout


@needs_linux
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "excel"), "there is no format 'excel'; there are html, csv"),
        (("--format", "canvas"), "roster"),
        (("--policy", "nowhere.toml"), "nowhere.toml: cannot be read"),
        (("--worksheet", "nowhere.csv"), "nowhere.csv: cannot be read"),
        (("--exercise", SLUG), "--exercise says what a --worksheet is about"),
    ],
)
def test_a_mistake_of_a_report_is_one_line(grade, tmp_path, arguments, said):
    """Exit code 2, and it names the file or the option."""
    assert grade().exit_code == 0
    result = run("report", tmp_path / "out", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_without_results_is_one_line(tmp_path):
    """It says which command makes them."""
    result = run("report", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "results.json: is not there" in result.stderr


@needs_linux
def test_a_broken_exercise_is_said_in_a_line_and_the_rest_is_graded(own_course, submissions, tmp_path):
    """One bad exercise.toml does not stop a class."""
    broken = own_course / "exercises" / "02_broken" / "exercise.toml"
    broken.parent.mkdir()
    broken.write_text('id = "02_broken"\n')
    result = run("grade", submissions, "--out", tmp_path / "out", "--jobs", 1, "--course", own_course)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == f"grader: {broken}: field `order`: is missing"
    assert result.stdout.startswith("3 learners: 2 graded, 1 missing\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--exercise", "09_none"], f"grader: there is no exercise '09_none'; the exercises are: {SLUG}"),
        (["--jobs", "0"], "Error: Invalid value for '--jobs': 0 is not in the range 1<=x<=256."),
        (["--jobs", "many"], "Error: Invalid value for '--jobs': 'many' is not a valid integer range."),
        (["--bogus"], "Error: No such option"),
        (["--course", "/no/such/course"], "Error: Invalid value for '--course': Directory '/no/such/course'"),
        (["/no/such/class"], "grader: /no/such/class "),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(grade, tmp_path, arguments, line):
    """The last line on stderr says what is wrong; nothing is written."""
    result = grade(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith(line)
    assert not (tmp_path / "out").exists()


def test_an_empty_class_is_bad_usage(tiny_course, tmp_path):
    """Where there is nothing to grade, nothing is written."""
    (tmp_path / "class").mkdir()
    result = run("grade", tmp_path / "class", "--out", tmp_path / "out", "--course", tiny_course)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"grader: {tmp_path / 'class'} is empty: give the folder with a folder or a zip for each learner."
    ]


def test_a_folder_that_is_no_course_is_bad_usage(tmp_path):
    """The line says what a course looks like."""
    result = run("list", "--course", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"grader: no course found at {tmp_path.resolve()}: "
        "it is a folder that holds exercises/NN_slug/exercise.toml\n"
    )


def test_a_report_that_cannot_be_written_is_bad_usage(grade, tmp_path, monkeypatch):
    """The line names the file that is in the way."""
    monkeypatch.setattr(Judge, "start", _refuse)
    (tmp_path / "file").write_text("")
    result = grade("--unconfined", "--out", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        f"grader: {tmp_path / 'file' / 'out'}: cannot be written: Not a directory"
    )


def _refuse(judge: Judge) -> None:
    raise InfrastructureError("the judge cannot be started: no memory")


def test_a_judge_that_cannot_be_started_is_exit_code_3(own_course, submissions, tmp_path, monkeypatch):
    """The machine's fault is said once, gives nobody a score, and the reports are written all the same."""
    monkeypatch.setattr(Judge, "start", _refuse)
    result = run("grade", submissions, "--out", tmp_path / "out", "--jobs", 1, "--course", own_course)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "grader: the judge cannot be started: no memory"
    assert result.stderr.count("no memory") == 1
    assert result.stdout.startswith("3 learners: 1 missing, 2 failed on this machine (no score)\n")
    document = json.loads((tmp_path / "out/results.json").read_text("utf-8"))
    assert [(one["learner"], one["status"], one["score"]) for one in document["results"]] == [
        ("chen", "infrastructure_error", None),
        ("li", "infrastructure_error", None),
        ("wang", "missing", 0),
    ]


@pytest.mark.parametrize(("findings", "code"), [((), 0), (("stray",), 1)])
def test_validate_prints_its_lines_and_tells_whether_there_were_findings(
    tiny_course, monkeypatch, findings, code
):
    """Lines go to stdout; with findings the exit code is 1."""
    asked = []

    def found(course: Course, exercises: tuple[Exercise, ...], *others: object, **options: object) -> Report:
        asked.extend(exercise.slug for exercise in exercises)
        return Report(findings=findings, lines=("a line", "  another"))

    monkeypatch.setattr("grader.authoring.validate", found)
    result = run("validate", "01", "--jobs", 1, "--course", tiny_course)
    assert (result.exit_code, result.stdout, asked) == (code, "a line\n  another\n", [SLUG])


def test_validate_stops_at_a_broken_exercise(own_course):
    """To whom it matters most, a broken exercise.toml is an error."""
    toml = own_course / f"exercises/{SLUG}/exercise.toml"
    toml.write_text("x = [\n")
    result = run("validate", "--course", own_course)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"grader: {toml}: is not valid TOML: Invalid value (at end of document)\n"


@needs_linux
def test_pages_of_an_earlier_grading_are_named(grade, submissions, tmp_path):
    """Who has left the class keeps no page that nobody knows of; nothing of anybody's is deleted."""
    assert "still holds" not in grade().output
    shutil.rmtree(submissions / "li")
    (tmp_path / "out" / "feedback" / "plan.txt").write_text("mine")
    said = grade().stderr
    assert (
        "still holds files of learners who are not in these results: feedback/li.html, feedback/li.md;"
        in said
    )
    assert (tmp_path / "out" / "feedback" / "li.md").exists()
    again = run("report", tmp_path / "out")
    assert "feedback/li.html" in again.stderr
    assert "feedback" not in run("report", tmp_path / "out", "--format", "junit").stderr


@needs_linux
@pytest.mark.parametrize(
    "wrong", [("--worksheet", "sheet.csv"), ("--format", "canvas")], ids=["a bad worksheet", "no roster"]
)
def test_a_report_that_fails_changes_no_rules(grade, tmp_path, wrong):
    """What is wrong is found before results.json is written; where it is written, that is told."""
    grade()
    results, policy = tmp_path / "out" / "results.json", tmp_path / "p.toml"
    policy.write_text("late_days = 3\n")
    (tmp_path / "sheet.csv").write_text("a,b\n1,2\n")
    before = results.read_bytes()
    arguments = [tmp_path / one if one == "sheet.csv" else one for one in wrong]
    failed = run("report", tmp_path / "out", "--policy", policy, *arguments)
    assert (failed.exit_code, results.read_bytes() == before) == (2, True)
    done = run("report", tmp_path / "out", "--policy", policy)
    assert f"These rules are in force from now on: they are kept in {results}" in done.stdout
    assert results.read_bytes() != before
    assert "in force" not in run("report", tmp_path / "out").stdout


@needs_linux
def test_rules_of_the_whole_course_serve_one_exercise(tmp_path):
    """Graded, and reported again, with due dates of exercises that were not graded."""
    (tmp_path / "class" / "li").mkdir(parents=True)
    (tmp_path / "class" / "li" / "generator.py").write_text("def foo(): yield 4\n")
    policy, out = tmp_path / "course.toml", tmp_path / "out"
    policy.write_text("due.01_yield = 2026-10-01\ndue.03_send = 2026-10-08\n")
    graded = run(
        "grade", tmp_path / "class", "--out", out, "--exercise", "01_yield", "--policy", policy, "--jobs", 1
    )
    assert graded.exit_code == 0, graded.output
    assert run("report", out, "--policy", policy).exit_code == 0
    policy.write_text("due.99_none = 2026-10-01\n")
    refused = run("report", out, "--policy", policy)
    assert (refused.exit_code, "there is no exercise '99_none'" in refused.stderr) == (2, True)


@needs_linux
def test_ctrl_c_while_reports_are_made_says_what_is_there(grade, tmp_path, monkeypatch):
    """The results are safe by then, and how to go on is told."""

    def stopped(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.publishing.write_reports", stopped)
    result = grade()
    there = tmp_path / "out" / "results.json"
    assert result.exit_code == 130
    assert (
        f"stopped; {there} is written, and `grader report {tmp_path / 'out'}` makes the reports"
        in result.stderr
    )
    assert there.exists()


@needs_linux
def test_ctrl_c_ends_it_soon_and_writes_nothing(tiny_course, tmp_path):
    """Interrupted while submissions hang, it says so in a line, with exit code 130, and leaves no process."""
    for number in range(30):
        (tmp_path / "class" / f"learner{number}").mkdir(parents=True)
        (tmp_path / "class" / f"learner{number}" / "numbers_kata.py").write_text(HANGS)
    command = [sys.executable, "-m", "grader", "grade", tmp_path / "class", "--out", tmp_path / "out"]
    before = _judges(tiny_course)  # those of the commands that ran in this process
    with subprocess.Popen(
        [*command, "--course", tiny_course, "--jobs", "2"], stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        assert process.stderr.readline() == "judged 0 of 30\n"
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert said.splitlines()[-1] == "grader: stopped; nothing was written"
    assert process.returncode == 130
    assert not (tmp_path / "out").exists()
    assert _judges(tiny_course) <= before


def _judges(course):
    """The processes of judges of a course, and of what they have started."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = file.read_text(errors="replace")
            found |= {file.parent.name} if str(course) in line and "judge" in line else set()
    return found


def test_a_machine_without_walls_is_refused(grade, monkeypatch):
    """One line says what is missing, and what to do on code that one trusts."""
    monkeypatch.setattr(
        doctor, "probe", lambda: [confine.Wall(name="Landlock", stands=False, why_not="too old")]
    )
    result = grade()
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "grader: this machine cannot wall submissions in, it lacks Landlock (too old); "
        "for code that you trust there is --unconfined, and `grader doctor` says what to do"
    )


def test_a_report_inside_the_class_is_refused(grade, submissions):
    """It would be taken for a learner the next time."""
    result = grade("--out", submissions / "report")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith("write the report outside of the class")
