"""What a learner's runs leave: how it is added up, kept, and read again whatever became of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.exercises import Course, Exercise, load_course
from grader.progress import (
    Recorded,
    Run,
    digest_of,
    hints_shown,
    note_hints,
    read_progress,
    read_run,
    run_file,
    standing,
    write_run,
)
from grader.results import CheckResult, Outcome
from grader.timelines import Lane, Span

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


@pytest.fixture
def exercise(own_course: Path) -> Exercise:
    """The one exercise of a course of its own."""
    return load_course(own_course).exercises[0]


def recorded(task: int, outcome: Outcome, name: str = "", file: str = "spec_kata.py") -> Recorded:
    """One check."""
    return Recorded(file=file, check=CheckResult(id=name or f"test_{task}", task=task, outcome=outcome))


def a_run(*checks: Recorded, slug: str = "01_numbers", whole: bool = True, at: float = 1.0) -> Run:
    """A run of an exercise that found `checks`."""
    return Run(exercise=slug, digest="d", at=at, whole=whole, checks=checks)


def test_a_task_is_done_when_all_its_checks_passed(make_info):
    """One that failed, or was left out, keeps it open."""
    run = a_run(recorded(1, PASSED), recorded(2, PASSED), recorded(2, Outcome.NOT_RUN, "other"))
    found = standing(make_info(tasks=3), run)
    assert (found.done, found.open_task, found.complete) == ({1}, 2, False)


def test_nothing_is_done_before_a_run_has_seen_every_check(make_info):
    """Who ran one example alone is not told that the task is done."""
    assert standing(make_info(), a_run(recorded(1, PASSED), whole=False)).done == frozenset()
    assert standing(make_info(), None).done == frozenset()


def test_a_run_of_some_checks_adds_to_an_earlier_one():
    """What it looked at counts anew, the rest stands; a check of a hidden spec may be called like an example."""
    earlier = a_run(recorded(1, PASSED), recorded(2, FAILED), recorded(1, PASSED, file="test_kata.py"))
    now = a_run(recorded(1, FAILED), whole=False, at=2.0).after(earlier)
    assert now.whole
    assert now.at == 2.0
    assert [(one.file, one.check.task, one.check.outcome) for one in now.checks] == [
        ("spec_kata.py", 1, FAILED),
        ("spec_kata.py", 2, FAILED),
        ("test_kata.py", 1, PASSED),
    ]


def test_a_whole_run_forgets_the_earlier_one():
    """A check that the course no longer has does not keep a task open."""
    now = a_run(recorded(1, PASSED), at=2.0)
    assert now.after(a_run(recorded(1, FAILED, "gone"))) is now


def test_a_run_is_read_as_it_was_written(exercise):
    """With its lanes; and git never sees the folder."""
    lanes = (Lane(name="job 1", spans=(Span(start=0.0, end=1.5, kind="waiting"),)),)
    run = a_run(Recorded(file="f.py", check=CheckResult(id="x", task=1, outcome=PASSED), lanes=lanes))
    write_run(exercise, run)
    assert read_run(exercise) == run
    assert (exercise.root / ".grader/.gitignore").read_text() == "*\n"
    assert [file.name for file in run_file(exercise).parent.iterdir()] == ["01_numbers.json"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"exercise": "01_numbers"}', b"\xff\xfe\x00", b'{"a":' * 9999],
    ids=["empty", "cut off", "other JSON", "fields missing", "no text", "very deep"],
)
def test_a_damaged_file_is_no_run(exercise, data):
    """Whatever is in the file, the learner can go on."""
    write_run(exercise, a_run())
    run_file(exercise).write_bytes(data)
    assert read_run(exercise) is None
    write_run(exercise, a_run())
    assert read_run(exercise) == a_run()


def test_a_run_of_another_exercise_is_none(exercise):
    """A file that was copied does not count."""
    write_run(exercise, a_run(slug="02_other"))
    assert read_run(exercise) is None


def test_what_cannot_be_written_is_left(exercise):
    """A file stands where the folder should: nothing is said, nothing is kept."""
    (exercise.root / ".grader").write_text("in the way")
    write_run(exercise, a_run())
    note_hints(exercise, 1, 2)
    assert read_run(exercise) is None
    assert hints_shown(exercise) == {}


def test_hints_that_were_shown_are_counted_by_task(exercise):
    """And a damaged file means that none was."""
    note_hints(exercise, 1, 2)
    note_hints(exercise, 2, 1)
    assert hints_shown(exercise) == {1: 2, 2: 1}
    next((exercise.root / ".grader/hints").iterdir()).write_text('{"1": "many"}')
    assert hints_shown(exercise) == {}


def test_the_digest_is_of_the_learners_files(exercise):
    """Another line of theirs changes it, other line ends, the tests and caches do not."""
    before = digest_of(exercise)
    exercise.stub.write_bytes(exercise.stub.read_bytes().replace(b"\n", b"\r\n"))
    exercise.public.write_text("")
    (exercise.folder / "__pycache__").mkdir(exist_ok=True)
    (exercise.folder / "__pycache__" / "x.py").write_text("x")
    assert digest_of(exercise) == before
    (exercise.folder / "more.py").write_text("x = 1\n")
    assert digest_of(exercise) != before


@pytest.fixture
def four(own_course: Path) -> Course:
    """01, 02 that needs 01, 03 that needs nothing here, 04 that needs 02 and 03."""
    first = own_course / "exercises/01_numbers/exercise.toml"
    needs = {"02_b": ["01_numbers"], "03_c": ["00_elsewhere"], "04_d": ["02_b", "03_c"]}
    for order, (slug, requires) in enumerate(needs.items(), 2):
        toml = own_course / "exercises" / slug / "exercise.toml"
        toml.parent.mkdir()
        text = first.read_text("utf-8").replace("01_numbers", slug).replace("order = 1", f"order = {order}")
        toml.write_text(text.replace("points = 10", f"points = 10\nrequires = {requires}"), "utf-8")
    return load_course(own_course)


def solve(course: Course, *slugs: str) -> None:
    """Leave runs in which all tasks passed, one after the other."""
    for at, slug in enumerate(slugs):
        run = a_run(recorded(1, PASSED), recorded(2, PASSED), slug=slug, at=float(at))
        write_run(course.by_slug[slug], run)


@pytest.mark.parametrize(
    ("solved", "expected"),
    [
        ([], "01_numbers"),
        (["01_numbers"], "02_b"),
        (["03_c"], "01_numbers"),
        (["01_numbers", "02_b"], "03_c"),
        (["01_numbers", "02_b", "03_c"], "04_d"),
        (["01_numbers", "02_b", "03_c", "04_d"], None),
    ],
)
def test_next_is_the_first_whose_prerequisites_are_done(four, solved, expected):
    """In the course's order; what the course does not have is nobody's prerequisite."""
    solve(four, *solved)
    progress = read_progress(four)
    found = progress.next()
    assert (found.slug if found else None) == expected
    assert progress.complete == len(solved)
    assert progress.last is (four.by_slug[solved[-1]] if solved else None)


def test_after_one_exercise_comes_what_is_open_behind_it(four):
    """Then what is open before it; never the same one."""
    solve(four, "01_numbers")
    progress = read_progress(four)
    assert progress.next(after=four.by_slug["02_b"]) is four.by_slug["03_c"]
    assert progress.next(after=four.by_slug["03_c"]) is four.by_slug["02_b"]
