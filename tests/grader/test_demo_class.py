"""The demo class: what `tests/classes/demo/README.md` says of each submission is what the grader finds."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.exercises import Course, load_course
from grader.gradebook import Gradebook
from grader.pipeline import grade, write_results
from grader.publishing import write_reports
from grader.reports.csv import plain
from grader.reports.formats import USUAL
from grader.reports.output import file_name
from grader.results import Outcome, RunResult, Status
from grader.results_file import Results

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "tests" / "classes" / "demo"
SCHEMA = ROOT / "grader" / "results.v1.schema.json"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table in the README."""

    learner: str
    exercise: str
    layout: str
    status: str
    tasks: str

    def exercises(self, course: Course) -> list[str]:
        """The slugs that the row speaks of."""
        every = [exercise.slug for exercise in course.exercises]
        return every if self.exercise in ("all", "-") else [self.exercise]


def read_table() -> list[Row]:
    """Give the rows of the README's table."""
    lines = (CLASS / "README.md").read_text("utf-8").splitlines()
    rows = [re.split(r" ?\| ?", line)[1:6] for line in lines if line.startswith("| `")]
    return [
        Row(learner=name.strip("`"), exercise=slug, layout=where.strip("`"), status=status, tasks=tasks)
        for name, slug, where, status, tasks in rows
    ]


TABLE = read_table()


@pytest.fixture(scope="module")
def course() -> Course:
    """Give the course."""
    return load_course(ROOT)


@pytest.fixture(scope="module")
def results(course: Course, once: Callable[[str, Callable[[], Results]], Results]) -> Results:
    """Grade the class, once for all the tests."""

    def made() -> Results:
        with ThreadPoolExecutor(2) as executor:
            return grade([CLASS], course, course.exercises, executor)[0]

    return once("demo", made)


@pytest.fixture(scope="module")
def book(results: Results) -> Gradebook:
    """What was judged."""
    return results.judged


@pytest.fixture(scope="module")
def report(results: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the reports; give their folder."""
    folder = tmp_path_factory.mktemp("report")
    write_reports(write_results(results, folder), folder, USUAL)
    return folder


def run_of(book: Gradebook, learner: str, slug: str) -> RunResult:
    """Give a learner's run of an exercise."""
    (run,) = [entry.run for entry in book.row(learner).entries if entry.exercise == slug]
    return run


def verdict(run: RunResult) -> tuple[str, str]:
    """Give the status, and the tasks of which every check passed: ("graded", "1 3")."""
    tasks = {check.task for check in run.checks}
    failed = {check.task for check in run.checks if check.outcome is not Outcome.PASSED}
    return run.status.value, " ".join(map(str, sorted(tasks - failed))) or "-"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.learner}-{row.exercise}")
def test_verdict_is_as_the_table_says(row: Row, book: Gradebook, course: Course) -> None:
    """Status and passing tasks of a submission are those of its row."""
    found = {verdict(run_of(book, row.learner, slug)) for slug in row.exercises(course)}
    assert found == {(row.status, row.tasks)}


def test_what_is_not_in_the_table_was_not_handed_in(book: Gradebook, course: Course) -> None:
    """A learner without a row for an exercise has handed in nothing for it."""
    told = {(row.learner, slug) for row in TABLE for slug in row.exercises(course)}
    others = [entry for entry in book.entries if (entry.learner, entry.exercise) not in told]
    assert {entry.run.status for entry in others} == {Status.MISSING}


def test_the_table_holds_every_learner_once_per_exercise() -> None:
    """Who is in the folder is in the table, and the reverse; nobody has two rows for an exercise."""
    entries = [entry for entry in CLASS.iterdir() if entry.name[0] != "." and entry.name != "README.md"]
    assert {row.learner for row in TABLE} == {entry.name.removesuffix(".zip") for entry in entries}
    pairs = [(row.learner, row.exercise) for row in TABLE]
    assert len(set(pairs)) == len(pairs)


def test_the_table_tells_where_each_answer_lies() -> None:
    """Every layout in the table is a file or folder of the class, or a file within one of its zips."""
    paths = {path.relative_to(CLASS).as_posix() for path in CLASS.rglob("*")}
    zips = [path for path in CLASS.rglob("*.zip") if zipfile.is_zipfile(path)]
    paths |= {
        f"{path.relative_to(CLASS).as_posix()}/{name}"
        for path in zips
        for name in zipfile.ZipFile(path).namelist()
    }
    assert {row.layout for row in TABLE} - paths == set()


def test_the_class_has_every_layout() -> None:
    """A checkout, exercises' folders and bare files occur, each of them as it is and in a zip."""
    layouts = "\n".join(row.layout for row in TABLE)
    for pattern in (
        r"^[^/]+/exercises/(\d\d_\w+)/\w+\.py$",
        r"^[^/]+/(\d\d_\w+)/\w+\.py$",
        r"^[^/.]+/\w+\.py$",
        r"^[^/]+/exercises/\w+\.py$",
        r"^[^/]+\.zip/[^/]+/exercises/\d\d_\w+/\w+\.py$",
        r"^[^/]+\.zip/\d\d_\w+/\w+\.py$",
        r"^[^/]+\.zip/\w+\.py$",
        r"^[^/]+/[^/]+\.zip/\w+\.py$",
    ):
        assert re.search(pattern, layouts, re.MULTILINE), pattern


def test_the_zips_can_be_made_again(tmp_path: Path) -> None:
    """`.zips/pack.py` makes the committed zips: the same members, dated and set alike, with the same content."""
    runpy.run_path(str(CLASS / ".zips" / "pack.py"))["pack"](tmp_path)
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.zip")}
    committed = {
        path.relative_to(CLASS): path
        for path in CLASS.rglob("*.zip")
        if ".zips" not in path.relative_to(CLASS).parts
    }
    assert made.keys() == committed.keys()
    for name, path in made.items():
        assert contents(path) == contents(committed[name]), name


def contents(path: Path) -> object:
    """What a zip holds; a packed member is compared unpacked, since another zlib packs otherwise."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [
            (one.filename, one.date_time, one.external_attr, archive.read(one)) for one in archive.infolist()
        ]


@pytest.mark.parametrize(
    ("slug", "loop"), [("01_yield", "while start > stop:"), ("04_producer_consumer", "while not targets:")]
)
def test_a_hang_costs_only_the_checks_in_which_it_hangs(slug: str, loop: str, book: Gradebook) -> None:
    """Where a program hangs for some arguments alone, every other check passes, and the loop's line is named."""
    (source,) = (CLASS / "hazel" / slug).glob("*.py")
    lines = [line.strip() for line in source.read_text("utf-8").splitlines()]
    number = lines.index(loop) + 1
    loop_lines = {f"{source.name}:{number}", f"{source.name}:{number + 1}"}
    checks = run_of(book, "hazel", slug).checks
    hung = [check for check in checks if check.outcome is Outcome.TIMED_OUT]
    assert 1 <= len(hung) <= 3
    assert {check.outcome for check in checks if check not in hung} == {Outcome.PASSED}
    for check in hung:
        headline = check.message.splitlines()[0]
        assert check.where is not None
        assert f"{check.where.file}:{check.where.line}" in headline
        assert f"{check.where.file}:{check.where.line}" in loop_lines


def test_a_hang_at_import_is_waited_for_once(book: Gradebook) -> None:
    """A module that does not get through its import costs one deadline: all its checks carry one message."""
    checks = run_of(book, "iris", "01_yield").checks
    assert {check.outcome for check in checks} == {Outcome.TIMED_OUT}
    (headline,) = {check.message.splitlines()[0] for check in checks}
    assert headline.startswith(
        "The file does not get through its import: after 1 s it is still at generator.py:"
    )


def test_every_failing_check_has_a_headline(book: Gradebook) -> None:
    """No check fails without a word, none for a fault of its spec, and none was left out."""
    checks = [check for entry in book.entries for check in entry.run.checks]
    assert {check.outcome for check in checks} == {Outcome.PASSED, Outcome.FAILED, Outcome.TIMED_OUT}
    assert [check.id for check in checks if check.outcome is not Outcome.PASSED and not check.message] == []


def test_results_are_valid_against_the_schema(report: Path) -> None:
    """`results.json` of the class is what its published schema allows."""
    if not SCHEMA.exists():
        pytest.skip("the schema is not there yet")
    results = json.loads((report / "results.json").read_text("utf-8"))
    jsonschema.validate(results, json.loads(SCHEMA.read_text("utf-8")))


def test_reports_hold_every_learner(report: Path, book: Gradebook) -> None:
    """`gradebook.csv` has a row for each learner, and `feedback` two pages for each."""
    rows = list(csv.reader(io.StringIO((report / "gradebook.csv").read_text("utf-8-sig"))))
    learners = {row.learner for row in TABLE}
    assert {plain(row[0]) for row in rows[1:]} == learners == set(book.learners)
    assert len(rows) == len(learners) + 1
    pages = {path.name for path in (report / "feedback").iterdir()}
    assert pages == {f"{file_name(learner)}.{kind}" for learner in learners for kind in ("html", "md")}


def test_the_command_grades_the_class(report: Path, tmp_path: Path) -> None:
    """`grader grade` ends with exit code 0, and gives each submission the verdict of the pipeline."""
    command = [sys.executable, "-m", "grader", "grade", "tests/classes/demo", "--jobs", "2"]
    command += ["--exercise", "04_producer_consumer", "--out", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{len({row.learner for row in TABLE})} learners: ")
    expected = {
        pair: passed for pair, passed in passed_tasks(report).items() if pair[1] == "04_producer_consumer"
    }
    assert passed_tasks(tmp_path) == expected


def passed_tasks(report: Path) -> dict[tuple[str, str], set[int]]:
    """Give the tasks that passed by learner and exercise, as `results.json` tells them."""
    results = json.loads((report / "results.json").read_text("utf-8"))["results"]
    return {(one["learner"], one["exercise"]): passed_of(one["checks"]) for one in results}


def passed_of(checks: list[dict[str, Any]]) -> set[int]:
    """Give the tasks of which every check passed."""
    failed = {check["task"] for check in checks if check["outcome"] != "passed"}
    return {check["task"] for check in checks} - failed
