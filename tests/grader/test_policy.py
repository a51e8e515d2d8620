"""What `course.toml` may say, and what is told of one that says something else."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from grader.errors import UsageError
from grader.policy import policy_of
from grader.written import read_written

EXERCISES = ("01_yield", "03_send")
WHOLE = """
timezone = "Asia/Shanghai"
grace_minutes = 15
late_days = 3

[late]
percent_per_day = 33.3
at_most_percent = 50

[due]
01_yield = 2026-10-01T23:59:00
03_send = 2026-10-08T23:59:00+02:00

[extensions."李雷"]
01_yield = 2026-10-15
"""


@pytest.fixture
def load(tmp_path):
    """Read a policy with this text."""

    def read(text, encoding="utf-8"):
        file = tmp_path / "course.toml"
        file.write_bytes(text.encode(encoding))
        return policy_of(read_written(file), EXERCISES)

    return read


def test_every_rule_is_read(load):
    """Dates get the course's zone where they have no offset; percentages are exact."""
    rules, shanghai = load(WHOLE), ZoneInfo("Asia/Shanghai")
    assert rules.due_for("ada", "01_yield") == datetime(2026, 10, 1, 23, 59, tzinfo=shanghai)
    assert rules.due_for("ada", "03_send") == datetime(2026, 10, 8, 21, 59, tzinfo=UTC)
    assert (rules.per_day, rules.at_most, rules.fixed) == (Fraction(333, 1000), Fraction(1, 2), None)
    assert (rules.grace, rules.late_days) == (timedelta(minutes=15), 3)


def test_a_date_alone_is_the_whole_day(load):
    """`2026-10-15` means until the end of that day."""
    due = load(WHOLE).due_for("李雷", "01_yield")
    assert due == datetime(2026, 10, 15, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_an_empty_file_asks_for_nothing(load):
    """Without a due date nothing is ever late."""
    assert load("").due_for("ada", "01_yield") is None


def test_a_byte_order_mark_is_no_mistake(load):
    """A file that Windows wrote is read."""
    assert load("late_days = 1", encoding="utf-8-sig").late_days == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('timezone = "Mars/Olympus"', "field `timezone`: 'Mars/Olympus' is no time zone"),
        ('timezone = "../../etc/passwd"', "field `timezone`:"),
        ("grace_minutes = -1", "field `grace_minutes`: must be from 0"),
        ("late_days = -1", "field `late_days`: must be 0 or more"),
        ("[late]\npercent_per_day = 101", "field `late.percent_per_day`: must be from 0 to 100"),
        ("[late]\npercent_per_day = nan", "field `late.percent_per_day`: must be from 0 to 100"),
        ("[late]\npercent_per_day = 1\nfixed_percent = 2", "field `late.fixed_percent`: cannot stand beside"),
        (
            "[late]\nat_most_percent = 50",
            "field `late.at_most_percent`: says how much percent_per_day may come to",
        ),
        (
            "[late]\nfixed_percent = 50\nat_most_percent = 20",
            "field `late.at_most_percent`: says how much percent_per_day may come to",
        ),
        ('late_days = "3"', "field `late_days`: must be a whole number, and is text in quotes"),
        (
            "[late]\npercent_pr_day = 3",
            "field `late.percent_pr_day`: there is no such field; there are percent_per_day, at_most_percent",
        ),
        (
            "[due]\n3_send = 2026-10-01",
            "field `due.3_send`: there is no exercise '3_send'; there are 01_yield, 03_send",
        ),
        ("[due]\n03_send = 'soon'", "field `due.03_send`: 'soon' is no date"),
        ("[extensions.ada]\nxx = 2026-10-01", "field `extensions.\"ada\".xx`: there is no exercise 'xx'"),
        ("grace = 15", "field `grace`: there is no such field; there are timezone, grace_minutes"),
        ("late_days = 1\nlate_days = 2\n", "line 2"),
        ("due = 2026-13-01", "not valid TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(load, text, said):
    """The file, the line or the field, and what may stand there."""
    with pytest.raises(UsageError) as told:
        load(text)
    message = str(told.value)
    assert "course.toml: " in message
    assert said in message
    assert "\n" not in message


def test_what_is_no_utf8_is_told_with_its_line(load):
    """A file in another encoding is named, with the line."""
    with pytest.raises(UsageError, match=r"not UTF-8 \(at line 2\)"):
        load("# x\n# é", encoding="latin-1")


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01"])
def test_the_edge_of_the_calendar_is_no_due_date(load, date):
    """Somebody's way to write `never`: it has no equal in other time zones, so one line says what to do."""
    with pytest.raises(UsageError, match="leave out what is never due"):
        load(f"due.03_send = {date}\n")
