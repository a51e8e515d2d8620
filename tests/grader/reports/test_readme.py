"""What the README of the reports shows is what the grader takes."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from grader.manifests import load_manifest
from grader.overrides import overrides_of
from grader.policy import policy_of
from grader.reports.formats import FORMATS, USUAL
from grader.roster import roster_of
from grader.written import read_written

TEXT = (Path(__file__).parents[3] / "grader" / "reports" / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(?:toml|csv)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def files(tmp_path):
    """The examples, each in a file."""
    for number, block in enumerate(BLOCKS):
        (tmp_path / str(number)).write_text(block, "utf-8")
    return [tmp_path / str(number) for number in range(len(BLOCKS))]


def test_the_examples_can_be_used(files):
    """Policy, times, roster and overrides are read as they stand."""
    policy, times, roster, overrides = files
    assert policy_of(read_written(policy), ["03_send"]).late_days == 3
    assert load_manifest(times, ["03_send"]).learners == ("李雷", "wang")
    assert [person.name for person in roster_of(read_written(roster), ["03_send"])] == ["李雷", "Ann"]
    ((key, override),) = overrides_of(read_written(overrides), {"03_send": Fraction(10)}, ["李雷"]).items()
    assert (key, override.points) == (("李雷", "03_send"), 8)


def test_every_format_has_a_row():
    """In the table, the usual ones first, as the text says."""
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| `", TEXT, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(one.name for one in FORMATS)
    assert named[: len(USUAL)] == [one.name for one in USUAL]
