"""The table of contents of the exercises, in both languages, says what the exercises themselves say."""

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
