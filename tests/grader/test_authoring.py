"""An exercise is sound when everything that its author claims of it holds; each claim that does not is a finding."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from grader.authoring import tree_findings, validate
from grader.examples import example_findings
from grader.exercises import Exercise, load_course
from grader.flags import Flag, FoundBy
from grader.programs import Program, declaration, program_findings, programs_of
from grader.results import CheckResult, Outcome, RunResult, Status

SLUG = "01_numbers"
SPECS = f"tests/specs/{SLUG}"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
TODO = "`double` is not written yet in numbers_kata.py:6."

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")


@pytest.fixture
def exercise(own_course: Path) -> Exercise:
    """The one exercise of a course that may be broken."""
    return load_course(own_course).exercises[0]


def run(*checks: tuple[int, Outcome, str], status: Status = Status.GRADED, message: str = "") -> RunResult:
    """A run whose checks are called check_0, check_1, ..."""
    results = tuple(
        CheckResult(id=f"check_{number}", task=task, outcome=outcome, message=said)
        for number, (task, outcome, said) in enumerate(checks)
    )
    return RunResult(exercise=SLUG, status=status, checks=results, message=message)


def program(exercise: Exercise, kind: str, docstring: str = "") -> Program:
    """A program of a kind, with a docstring."""
    path = exercise.hidden / "wrong" / "made_up.py"
    path.write_text(f'"""{docstring}"""\n', "utf-8")
    return Program(exercise=exercise, kind=kind, path=path)


def validated(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The findings and the lines of validating all of a course."""
    course = load_course(root)
    counted = []
    with ThreadPoolExecutor(1) as executor:
        report = validate(
            course, course.exercises, executor, lambda done, total: counted.append((done, total))
        )
    assert [done for done, _ in counted] == list(range(1, len(counted) + 1))
    assert {total for _, total in counted} == {len(counted)}
    return report.findings, report.lines


@needs_linux
def test_a_sound_exercise_has_no_findings(tiny_course):
    """Stub, solution, four right and eight wrong programs, two READMEs and the public examples agree."""
    assert validated(tiny_course) == ((), (f"{SLUG}: ok, 4 checks, 4 right and 8 wrong programs",))


@needs_linux
def test_every_kind_of_defect_is_found(own_course):
    """Each defect gives its finding, by program; what is sound beside it gives none."""
    stub = own_course / f"exercises/{SLUG}/numbers_kata.py"
    solution = own_course / f"solutions/{SLUG}/numbers_kata.py"
    wrong = own_course / f"{SPECS}/wrong"
    right = own_course / f"{SPECS}/right"
    stub.write_text(stub.read_text().replace("raise NotImplementedError", "return 2 * x", 1))
    (right / "way_0.py").write_text(solution.read_text().replace("2 * x", "x + x + (x == 50)"))
    text = (wrong / "times_3.py").read_text()
    (wrong / "times_3.py").write_text(text.replace("Says: Gave 9,", "Says: Gave 10,"))
    (wrong / "times_4.py").write_text(
        (wrong / "times_4.py").read_text().replace("Fails: task 1", "Fails: task 2")
    )
    (wrong / "times_5.py").write_text("def double(:\n")
    (own_course / f"exercises/{SLUG}/notes.txt").write_text("stray")
    chinese = own_course / f"exercises/{SLUG}/README.zh.md"
    chinese.write_text(chinese.read_text("utf-8").replace("double(3)\n6", "double(4)\n8"), "utf-8")
    findings, lines = validated(own_course)
    assert lines[0] == f"{SLUG}: NOT ok, 4 checks, 4 right and 8 wrong programs"
    assert lines[1:] == tuple(f"  {finding}" for finding in findings)
    assert findings == (
        f"exercises/{SLUG}/notes.txt is stray",
        f"exercises/{SLUG}/.stub is not the stub, so that `grader reset` would bring back another: "
        "copy numbers_kata.py over it",
        f"{SLUG} stub: passes task 1",
        f"{SLUG} stub: task 1 does not say that it is not written yet",
        f"{SLUG} right/way_0.py: fails test_doubles[50] (task 1): Gave 101, expected 100.",
        f"{SLUG} wrong/times_3.py: says 'Gave 9, expected 6.', declares 'Gave 10, expected 6.'",
        f"{SLUG} wrong/times_4.py: fails task 1, declares task 2",
        f"{SLUG} wrong/times_4.py: says '', declares 'Gave 12, expected 6.'",
        f"{SLUG} wrong/times_5.py: its docstring must say `Fails: task N` and `Says: MESSAGE`",
        "README.md and README.zh.md do not have the same examples",
        f"public example {SLUG}/test_double passes on the stub",
    )


# --- programs, judged -----------------------------------------------------------------------------------------


def test_every_program_of_an_exercise_is_judged(exercise):
    """Stub, solution, right and wrong ones, each as the whole submission under the module's name."""
    programs = list(programs_of(exercise))
    assert [one.name for one in programs[:3]] == [
        f"{SLUG} stub",
        f"{SLUG} solution",
        f"{SLUG} right/way_0.py",
    ]
    assert [one.kind for one in programs] == ["stub", "solution", *["right"] * 4, *["wrong"] * 8]
    assert programs[1].job.files == {"numbers_kata.py": exercise.solution.read_bytes()}
    assert (programs[1].job.exercise, programs[1].job.module) == (SLUG, "numbers_kata")


def test_a_sound_stub_fails_every_task_as_not_written(exercise):
    """One check of each task that says so is enough."""
    result = run((1, FAILED, TODO), (1, PASSED, ""), (2, FAILED, TODO))
    assert list(program_findings(program(exercise, "stub"), result)) == []


def test_a_stub_that_passes_a_task_is_found(exercise):
    """A task that is done already asks nothing of the learner."""
    result = run((1, FAILED, TODO), (2, PASSED, ""))
    assert list(program_findings(program(exercise, "stub"), result)) == [
        "passes task 2",
        "task 2 does not say that it is not written yet",
    ]


def test_a_stub_that_fails_for_another_reason_is_found(exercise):
    """A learner who has not begun must be told that, and nothing else."""
    result = run((1, FAILED, TODO), (2, FAILED, "Gave None, expected 4."))
    assert list(program_findings(program(exercise, "stub"), result)) == [
        "task 2 does not say that it is not written yet"
    ]


@pytest.mark.parametrize("kind", ["solution", "right"])
def test_a_right_program_that_fails_is_found(exercise, kind):
    """Each check that does not pass is named, also one that only timed out or never ran."""
    result = run(
        (1, PASSED, ""), (1, FAILED, "Gave 3."), (2, Outcome.TIMED_OUT, "Slow."), (2, Outcome.NOT_RUN, "")
    )
    assert list(program_findings(program(exercise, kind), result)) == [
        "fails check_1 (task 1): Gave 3.",
        "fails check_2 (task 2): Slow.",
        "fails check_3 (task 2): ",
    ]


WRONG = "It is wrong.\n\nFails: task 1\nSays: Gave 3, expected 4.\n"


@pytest.mark.parametrize("kind", ["stub", "solution", "right", "wrong"])
def test_an_honest_program_that_is_flagged_is_found(exercise, kind):
    """Whatever a program of the course is for, nobody may be suspected of writing it."""
    flag = Flag(
        code="patched", reason="It did.", file="kata.py", line=3, evidence="x = 1", found_by=FoundBy.SCAN
    )
    result = replace(run((1, FAILED, ""), (2, FAILED, "")), flags=(flag,))
    found = list(program_findings(program(exercise, kind), result))
    assert found[0] == "is flagged as patched (kata.py:3, x = 1): It did."


@pytest.mark.parametrize(
    ("docstring", "checks", "findings"),
    [
        (WRONG, [(1, FAILED, "Gave 3, expected 4.\nMore."), (2, PASSED, "")], []),
        (WRONG, [(1, FAILED, "Gave 3, expected 4."), (1, FAILED, "Gave 5.")], []),
        (
            WRONG,
            [(1, FAILED, "Gave 3, expected 4. So.")],
            ["says 'Gave 3, expected 4. So.', declares 'Gave 3, expected 4.'"],
        ),
        (
            WRONG.replace("task 1", "task 1, task 2"),
            [(1, FAILED, "Gave 3, expected 4."), (2, FAILED, "")],
            [],
        ),
        (WRONG.replace("3, expected", "..."), [(1, FAILED, "Gave 3, expected 4.")], []),
        (
            WRONG,
            [(1, FAILED, "Gave 30, expected 4.")],
            ["says 'Gave 30, expected 4.', declares 'Gave 3, expected 4.'"],
        ),
        (
            WRONG,
            [(1, FAILED, "Gave 3, expected 4."), (2, FAILED, "x")],
            ["fails task 1, task 2, declares task 1"],
        ),
        (
            WRONG,
            [(2, FAILED, "Gave 3, expected 4.")],
            ["fails task 2, declares task 1", "says '', declares 'Gave 3, expected 4.'"],
        ),
        (
            WRONG,
            [(1, PASSED, "")],
            ["fails no task, declares task 1", "says '', declares 'Gave 3, expected 4.'"],
        ),
        (
            WRONG.replace("Gave 3", "Gave ..."),
            [(1, FAILED, "Gave 3, expected 4x")],
            ["says 'Gave 3, expected 4x', declares 'Gave ..., expected 4.'"],
        ),
        ("It is wrong.", [(1, FAILED, "")], ["its docstring must say `Fails: task N` and `Says: MESSAGE`"]),
    ],
)
def test_a_wrong_program_does_as_it_declares(exercise, docstring, checks, findings):
    """Exactly the tasks that it names fail, with exactly its message; three dots stand for any text."""
    found = program_findings(program(exercise, "wrong", docstring), run(*checks))
    assert list(found) == findings


def test_a_check_that_breaks_is_found(exercise):
    """A spec that fails on its own is never the program's fault, not even a wrong one's."""
    result = run((1, Outcome.ERRORED, "The check itself broke: NameError"), (2, PASSED, ""))
    declared = program(exercise, "wrong", "W.\n\nFails: task 1\nSays: The check itself broke: NameError\n")
    assert list(program_findings(declared, result)) == [
        "the check check_0 broke: The check itself broke: NameError"
    ]


def test_a_program_that_was_not_judged_is_found(exercise):
    """Without a verdict, nothing is proven."""
    result = run(status=Status.INFRASTRUCTURE_ERROR, message="the spec cannot be used: x")
    assert list(program_findings(program(exercise, "right"), result)) == ["the spec cannot be used: x"]


@pytest.mark.parametrize(
    ("source", "tasks", "message"),
    [
        ('"""W.\n\nFails: task 2, task 1\nSays: A: b.\n"""\n', (1, 2), "A: b."),
        ('"""W.\n\nSays: A.\nFails: task 3\n"""\n', (3,), "A."),
        ('"""W.\n\nFails: task 1\nSays: There.\n"""\ndef f(:\n', (1,), "There."),
    ],
)
def test_a_declaration_is_read(tmp_path, source, tasks, message):
    """Tasks are sorted; a program that Python cannot read declares as well."""
    (tmp_path / "wrong.py").write_text(source)
    found = declaration(tmp_path / "wrong.py")
    assert found is not None
    assert (found.tasks, found.message) == (tasks, message)


@pytest.mark.parametrize("docstring", ["", "Fails: task 1\n", "Says: A.\n", "Fails: none\nSays: A.\n"])
def test_half_a_declaration_is_none(tmp_path, docstring):
    """Both lines are needed, and at least one task."""
    (tmp_path / "wrong.py").write_text(f'"""W.\n\n{docstring}"""\n')
    assert declaration(tmp_path / "wrong.py") is None


# --- files ----------------------------------------------------------------------------------------------------


def test_a_sound_tree_has_no_findings(exercise):
    """What Python leaves behind is nobody's business."""
    (exercise.folder / "__pycache__").mkdir()
    (exercise.hidden / "wrong" / "__pycache__").mkdir()
    assert list(tree_findings(exercise)) == []


@pytest.mark.parametrize(
    "name",
    [
        f"exercises/{SLUG}/README.md",
        f"exercises/{SLUG}/README.zh.md",
        f"exercises/{SLUG}/numbers_kata.py",
        f"exercises/{SLUG}/test_numbers_kata.py",
        f"solutions/{SLUG}/numbers_kata.py",
        f"{SPECS}/scenarios.py",
        f"{SPECS}/spec_numbers_kata.py",
    ],
)
def test_a_missing_file_is_found(exercise, name):
    """Every file of an exercise is needed."""
    (exercise.root / name).unlink()
    assert list(tree_findings(exercise)) == [f"{name} is missing"]


@pytest.mark.parametrize(
    "name",
    [
        f"exercises/{SLUG}/answer.py",
        f"exercises/{SLUG}/.DS_Store",
        f"solutions/{SLUG}/old.py",
        f"{SPECS}/conftest.py",
        f"{SPECS}/right/notes.txt",
        f"{SPECS}/wrong/times_3.py.orig",
    ],
)
def test_a_stray_file_is_found(exercise, name):
    """Nothing lies about that a learner might get or that nobody judges."""
    (exercise.root / name).write_text("x")
    assert list(tree_findings(exercise)) == [f"{name} is stray"]


def test_too_few_programs_are_found(exercise):
    """Four right and eight wrong programs are the least that prove a spec."""
    (exercise.hidden / "right" / "way_3.py").unlink()
    (exercise.hidden / "wrong" / "times_3.py").unlink()
    (exercise.hidden / "wrong" / "times_4.py").unlink()
    assert list(tree_findings(exercise)) == [
        "has 3 right programs; at least 4 are wanted",
        "has 6 wrong programs; at least 8 are wanted",
    ]


# --- public examples ------------------------------------------------------------------------------------------


def test_public_examples_must_pass_on_the_solution_and_fail_on_the_stub(exercise, own_course):
    """Each that does not is named with its parameters; one exercise with a slip in its tests does not stop the others.

    The course needs no pyproject.toml for that.
    """
    exercise.public.write_text(
        "import pytest\n"
        "from numbers_kata import double\n"
        "@pytest.mark.task(1)\n"
        "@pytest.mark.parametrize('text', ['a b', 'a c'])\n"
        "def test_text(text):\n"
        "    assert double(text) == (text * 2 if text == 'a c' else 'other')\n"
        "@pytest.mark.task(2)\n"
        "def test_nothing():\n"
        "    assert True\n"
    )
    broken = own_course / "exercises" / "02_broken"
    broken.mkdir()
    toml = (exercise.folder / "exercise.toml").read_text("utf-8")
    (broken / "exercise.toml").write_text(
        toml.replace(SLUG, "02_broken").replace("numbers_kata", "other"), "utf-8"
    )
    (broken / "test_other.py").write_text("import pytest\nfrom other import (\n")
    solution = own_course / "solutions" / "02_broken" / "other.py"
    solution.parent.mkdir()
    solution.write_text("")
    (own_course / "pyproject.toml").unlink()
    course = load_course(own_course)
    assert example_findings(course, course.exercises) == [
        (SLUG, f"public example {SLUG}/test_nothing passes on the stub"),
        *(
            (SLUG, f"public example {SLUG}/test_text[a b] fails on {name}")
            for name in (
                "the solution",
                "right/way_0.py",
                "right/way_1.py",
                "right/way_2.py",
                "right/way_3.py",
            )
        ),
        ("02_broken", "the public examples cannot be run on the solution"),
    ]
