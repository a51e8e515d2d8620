"""An `exercise.toml` is read or refused in one line, and a course knows its exercises."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from grader import exercises
from grader.errors import CourseError, UsageError
from grader.exercises import find_course, load_course, load_exercise

SOUND = """\
id = "{slug}"
order = {order}
module = "{module}"
title = "A title"
title_zh = "标题"
notes = "g.send(10)"
points = 10

[[tasks]]
title = "first"
title_zh = "一"
names = ["foo"]

[[tasks]]
title = "second"
title_zh = "二"
names = ["bar", "Bar"]
hint = "Think."
"""


def write(
    root: Path, slug: str = "03_send", *, order: int = 3, module: str = "send", text: str = SOUND
) -> Path:
    """Write an exercise.toml below a course's root."""
    file = root / "exercises" / slug / "exercise.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        text.replace("{slug}", slug).replace("{order}", str(order)).replace("{module}", module), "utf-8"
    )
    return file


@pytest.fixture
def course(tmp_path):
    """A course whose order is not that of the folders' names, and which has a broken exercise."""
    write(tmp_path, "01_yield", order=5, module="generator")
    write(tmp_path, "03_send", order=3, module="send")
    write(tmp_path, "10_gather", order=4, module="gather")
    write(tmp_path, "12_broken", text=SOUND.replace("points = 10", ""))
    return load_course(tmp_path)


def test_a_sound_exercise_is_read(tmp_path):
    """Every field is there; what may be left out has its default."""
    exercise = load_exercise(write(tmp_path))
    info = exercise.info
    assert (exercise.slug, exercise.module, exercise.points) == ("03_send", "send", Fraction(10))
    assert (info.order, info.notes, info.requires, info.deadline) == (3, "g.send(10)", [], 2.0)
    assert not info.processes
    assert [(task.title, task.title_zh, task.names, task.hint) for task in info.tasks] == [
        ("first", "一", ["foo"], ""),
        ("second", "二", ["bar", "Bar"], "Think."),
    ]


def test_every_file_has_its_place(tmp_path):
    """The paths of an exercise follow from its slug and its module."""
    exercise = load_exercise(write(tmp_path))
    places = {
        "folder": "exercises/03_send",
        "stub": "exercises/03_send/send.py",
        "public": "exercises/03_send/test_send.py",
        "solution": "solutions/03_send/send.py",
        "hidden": "tests/specs/03_send",
        "spec": "tests/specs/03_send/spec_send.py",
        "scenarios": "tests/specs/03_send/scenarios.py",
    }
    assert exercise.root == tmp_path
    assert {name: getattr(exercise, name).relative_to(tmp_path).as_posix() for name in places} == places


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("points = 10\n", "", "field `points`: is missing"),
        ("points = 10", 'points = "ten"', "field `points`: must be a whole number, and is text in quotes"),
        ('names = ["foo"]', 'names = "foo"', "tasks 1, field `names`: must be a list, and is text in quotes"),
        (
            "points = 10",
            "points = 10\ncolour = 1",
            "field `colour`: there is no such field; there are id, order, module, title, title_zh, notes, points, "
            "tasks, requires, deadline, processes",
        ),
        (
            "hint =",
            "tip =",
            "tasks 2, field `tip`: there is no such field; there are title, title_zh, names, hint, hint_zh",
        ),
        (
            'title = "A title"',
            'title = "A title',
            "is not valid TOML: Illegal character '\\n' (at line 4, column 17)",
        ),
        (
            'id = "{slug}"',
            'id = "04_other"',
            "field `id`: is '04_other', but the folder is called '03_send'",
        ),
        ('"{module}"', '"my-module"', "field `module`: 'my-module' cannot be the name of a learner's module"),
        ("points = 10", "points = 0", "field `points`: must be above 0"),
        ("points = 10", "points = 10\ndeadline = 0", "field `deadline`: must be above 0 seconds"),
        ("points = 10", "points = 10\ndeadline = nan", "field `deadline`: must be above 0 seconds"),
        (
            SOUND[SOUND.index("[[tasks]]") :],
            "tasks = []",
            "field `tasks`: an exercise needs at least one [[tasks]]",
        ),
        (SOUND[SOUND.index("[[tasks]]") :], "", "field `tasks`: is missing"),
        (
            "points = 10",
            'points = 10\nrequires = ["03_send"]',
            "field `requires`: an exercise cannot require itself",
        ),
    ],
)
def test_a_broken_exercise_is_refused_in_one_line(tmp_path, old, new, message):
    """The line names the file, and the field or the line in it."""
    assert old in SOUND
    file = write(tmp_path, text=SOUND.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        load_exercise(file)
    assert str(caught.value) == f"{file}: {message}"
    assert caught.value.file == file
    assert "\n" not in str(caught.value)


def test_what_is_not_utf8_is_refused_with_its_line(tmp_path):
    """A file that an old editor saved is told how to be saved."""
    file = write(tmp_path)
    file.write_bytes(SOUND.encode("gb18030"))
    with pytest.raises(CourseError) as caught:
        load_exercise(file)
    assert str(caught.value) == f"{file}: is not UTF-8 (at line 5); save it as UTF-8"


def test_what_cannot_be_read_is_refused(tmp_path):
    """A file that is not there is the course's fault, in one line."""
    with pytest.raises(CourseError, match=r"exercise\.toml: cannot be read: No such file or directory$"):
        load_exercise(tmp_path / "exercise.toml")


def test_a_course_is_in_its_own_order(course):
    """`order` counts, not the name of the folder."""
    assert [exercise.slug for exercise in course.exercises] == ["03_send", "10_gather", "01_yield"]
    assert course.by_slug["10_gather"].module == "gather"


def test_a_broken_exercise_does_not_stop_the_others(course):
    """It becomes a problem of the course, named."""
    [problem] = course.problems
    assert problem.file.parent.name == "12_broken"
    assert str(problem).endswith("12_broken/exercise.toml: field `points`: is missing")


@pytest.mark.parametrize(
    ("wanted", "slugs"),
    [
        ((), ["03_send", "10_gather", "01_yield"]),
        (("10_gather",), ["10_gather"]),
        (("03",), ["03_send"]),
        (("generator",), ["01_yield"]),
        (("exercises/03_send/",), ["03_send"]),
        (("01_yield", "send", "03"), ["03_send", "01_yield"]),
    ],
)
def test_exercises_are_picked_by_slug_number_or_module(course, wanted, slugs):
    """Each once, in the course's order, however often and in whatever order they are named."""
    assert [exercise.slug for exercise in course.pick(wanted)] == slugs


def test_an_unknown_exercise_is_refused_with_those_that_there_are(course):
    """A wrong name is met with the right ones."""
    with pytest.raises(UsageError) as caught:
        course.pick(("03_send", "send2"))
    assert str(caught.value) == (
        "there is no exercise 'send2'; the exercises are: 03_send, 10_gather, 01_yield"
    )


def test_a_broken_exercise_that_is_asked_for_says_what_is_broken(course):
    """It is not called unknown."""
    with pytest.raises(UsageError, match=r"12_broken/exercise\.toml: field `points`: is missing$"):
        course.pick(("12_broken",))


def test_a_course_is_found_from_anywhere_within(tmp_path, monkeypatch):
    """From the root, from a folder deep inside, and from the working directory."""
    folder = write(tmp_path).parent
    root = tmp_path.resolve()
    assert find_course(tmp_path) == find_course(folder) == root
    monkeypatch.chdir(folder)
    assert find_course() == root


def test_outside_of_any_course_the_packages_own_is_found(tmp_path, monkeypatch):
    """The package that stands in a course falls back to it."""
    root = tmp_path / "installed"
    write(root)
    monkeypatch.setattr(exercises, "__file__", str(root / "grader" / "exercises.py"))
    (tmp_path / "elsewhere").mkdir()
    assert find_course(tmp_path / "elsewhere") == root.resolve()


def test_where_there_is_no_course_it_is_said(tmp_path, monkeypatch):
    """The line names the folder, and says what a course looks like."""
    monkeypatch.setattr(exercises, "__file__", str(tmp_path / "grader" / "exercises.py"))
    line = (
        f"no course found at {tmp_path.resolve()}: it is a folder that holds exercises/NN_slug/exercise.toml"
    )
    with pytest.raises(UsageError) as caught:
        find_course(tmp_path)
    assert str(caught.value) == line
    with pytest.raises(UsageError) as caught:
        load_course(tmp_path.resolve())
    assert str(caught.value) == line
