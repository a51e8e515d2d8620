"""What `overrides.toml` may say, and what is told of one that says something else."""

from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.overrides import Override, overrides_of
from grader.written import read_written

WORTH = {"01_yield": Fraction(10), "03_send": Fraction(10)}
WHOLE = {"learner": '"李雷"', "exercise": '"03_send"', "points": "7.1", "reason": '"x"', "by": '"Han"'}


@pytest.fixture
def load(tmp_path):
    """Read a file with this text."""

    def read(text):
        file = tmp_path / "overrides.toml"
        file.write_text(text, "utf-8")
        return overrides_of(read_written(file), WORTH, ["李雷", "ada"])

    return read


def written(**changes):
    """An entry, with some of its fields otherwise, or left out where None."""
    fields = {name: value for name, value in (WHOLE | changes).items() if value is not None}
    return "[[override]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


@pytest.mark.parametrize(
    ("points", "exact"),
    [("7.1", Fraction(71, 10)), ('"25/3"', Fraction(25, 3)), ("0", Fraction(0)), ("10", Fraction(10))],
)
def test_points_are_exact(load, points, exact):
    """What was written counts, not the nearest binary number."""
    assert load(written(points=points)) == {
        ("李雷", "03_send"): Override(points=exact, reason="x", by="Han", digest=None)
    }


def test_it_is_outdated_where_the_submission_is_another():
    """Only where the person said which one they saw; one that is gone is another, too."""
    seen = Override(points=Fraction(1), reason="x", by="y", digest="sha256:a")
    assert [seen.is_outdated(digest) for digest in ("sha256:a", "sha256:b", None)] == [False, True, True]
    assert not Override(points=Fraction(1), reason="x", by="y").is_outdated("sha256:b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (written(learner='"nobody"'), "override 1, field `learner`: nobody is called 'nobody'"),
        (
            written(exercise='"x"'),
            "override 1, field `exercise`: there is no exercise 'x'; there are 01_yield",
        ),
        (written(points="10.5"), "override 1, field `points`: must be from 0 to 10"),
        (written(points="-1"), "override 1, field `points`: must be from 0 to 10"),
        (written(points="nan"), "override 1, field `points`: nan is no number"),
        (written(points="inf"), "override 1, field `points`: inf is no number"),
        (written(points='"1/0"'), "override 1, field `points`: '1/0' is no number"),
        (written(points='"ten"'), "override 1, field `points`: 'ten' is no number"),
        (written(points="true"), "points"),
        (written(reason='" "'), "override 1, field `reason`: is empty"),
        (written(by='""'), "override 1, field `by`: is empty"),
        (written(by=None), "override 1, field `by`: is missing"),
        (written() + written(), "override 2: a second one for '李雷' and 03_send"),
        (
            written(mark="1"),
            "override 1, field `mark`: there is no such field; there are learner, exercise, points",
        ),
        ("[override", "not valid TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(load, text, said):
    """The file, which entry, and the field."""
    with pytest.raises(UsageError) as told:
        load(text)
    assert "overrides.toml: " in str(told.value)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_an_empty_file_overrides_nothing(load):
    """There need not be any."""
    assert load("") == {}


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "points", ['"1e999999999"', '"1e-999999999"', '"1_0"', '"nan"', '"1/0"', "inf", '"٣"', '" 3"']
)
def test_points_are_written_plainly(tmp_path, points):
    """A number that nobody would write is no number of points, however long it would take to reckon with it."""
    file = tmp_path / "overrides.toml"
    file.write_text(
        f'[[override]]\nlearner = "li"\nexercise = "03_send"\npoints = {points}\nreason = "r"\nby = "b"\n',
        "utf-8",
    )
    with pytest.raises(UsageError, match="is no number of points"):
        overrides_of(read_written(file), {"03_send": Fraction(10)}, ["li"])
