"""The table of contents of the exercises says what the exercises themselves say, and the texts about them fit."""

import re
from pathlib import Path

import pytest

from grader.exercises import load_course

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
_LINK = re.compile(r"\| \[(\w+)\]\(([\w./]+)\) \| (.+?) \| (.+?) \|")
_ARROW = re.compile(r"^    e(\d+) --> e(\d+)$", re.MULTILINE)


@pytest.fixture(params=["README.md", "README.zh.md"])
def name(request):
    """The table in one language."""
    return request.param


@pytest.fixture
def text(name):
    """The text of the table."""
    return (ROOT / "exercises" / name).read_text("utf-8")


def test_every_exercise_is_listed_once_in_its_order(text, name):
    """With its own title, and a link to its README in the same language."""
    titles = [
        (exercise.slug, exercise.info.title if name == "README.md" else exercise.info.title_zh)
        for exercise in COURSE.exercises
    ]
    rows = _LINK.findall(text)
    assert [(slug, title) for slug, _, title, _ in rows] == titles
    for slug, link, _, able in rows:
        assert link == f"{slug}/{name}"
        assert (ROOT / "exercises" / link).is_file()
        assert able


def test_the_graph_is_that_of_the_exercises(text):
    """An arrow for each prerequisite and for nothing else; every exercise is a box."""
    number = {exercise.slug: exercise.slug[:2] for exercise in COURSE.exercises}
    wanted = {
        (number[before], number[exercise.slug])
        for exercise in COURSE.exercises
        for before in exercise.info.requires
    }
    assert set(_ARROW.findall(text)) == wanted
    for exercise in COURSE.exercises:
        assert f'e{number[exercise.slug]}["{exercise.slug.replace("_", " ", 1)}"]' in text


def test_an_exercise_builds_on_earlier_ones_only():
    """So the order of the numbers is a way through all of them."""
    order = [exercise.slug for exercise in COURSE.exercises]
    for exercise in COURSE.exercises:
        assert all(order.index(before) < order.index(exercise.slug) for before in exercise.info.requires)


@pytest.mark.parametrize(
    "file",
    [*ROOT.glob("*.md"), *ROOT.glob(".github/*.md"), *(ROOT / "grader").rglob("*.md")],
    ids=lambda file: file.parent.name,
)
def test_prose_is_no_wider_than_code(file):
    """Tables, and the blocks that show something, are as wide as they must be."""
    prose = re.sub(r"^```.*?^```", "", file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert [line for line in prose.splitlines() if len(line) > 120 and not line.startswith("|")] == []
