"""What a person must look at, on one page: every flag with its line, and whatever a submission holds stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from grader.flags import Flag, FoundBy
from grader.overrides import Override
from grader.reports import class_page, terminal
from grader.reports.flags import render
from grader.results import Outcome, RunResult, Status
from grader.roster import Person
from grader.settlement import Rules, settle

PATCHED = Flag(
    code="patched",
    reason="It changed a part of Python.",
    file="kata.py",
    line=3,
    evidence="time.sleep = lambda s: None",
    found_by=FoundBy.SCAN,
)


def test_a_page_in_full(make_info, make_run, make_book):
    """Learner, exercise, the points as found, and each flag with its line, reason, finder and text."""
    run = replace(make_run((1, Outcome.PASSED), (2, Outcome.FAILED)), flags=(PATCHED,))
    clean = make_run((1, Outcome.PASSED))
    text = render(make_book([make_info()], {("chen", "01_kata"): run, ("li", "01_kata"): clean}))
    assert text.startswith("# Flags\n\nA flag is no proof")
    assert text.partition("## ")[2] == (
        """\
chen, 01\\_kata

5 of 10 points, provisional.

- **patched** kata.py:3: It changed a part of Python. Found by the scan.

```text
time.sleep = lambda s: None
```
"""
    )


def test_what_could_not_be_taken_is_told_once(make_info, make_book):
    """A zip that holds all the exercises of a learner is one thing to look at; there is no score of them, and no 0."""
    zip_bomb = Flag(code="zip_bomb", reason="send.zip unpacks to too much.")
    slugs = ("01_kata", "02_kata")
    runs = {
        ("li", slug): RunResult(exercise=slug, status=Status.UNGRADABLE, flags=(zip_bomb,)) for slug in slugs
    }
    text = render(make_book([make_info(slug) for slug in slugs], runs))
    assert "that is no zero" in text
    assert "A flag is no proof" not in text
    assert text.partition("## ")[2] == (
        """\
li, 2 exercises

01\\_kata, 02\\_kata.

- **zip\\_bomb**: send.zip unpacks to too much. Found by the collection.
"""
    )


def test_where_there_is_nothing_to_look_at_it_says_so(make_info, make_run, make_book):
    """The page is there all the same, so that nobody wonders whether it was made."""
    book = make_book([make_info()], {("li", "01_kata"): make_run((1, Outcome.PASSED))})
    assert render(book) == "# Flags\n\nThere is nothing to look at.\n"


def test_a_quoted_line_keeps_its_blanks(make_info, make_run, make_book):
    """A line of Python means something else without them."""
    run = replace(make_run((1, Outcome.PASSED)), flags=(replace(PATCHED, evidence="    x = 1"),))
    assert "```text\n    x = 1\n```" in render(make_book([make_info()], {("li", "01_kata"): run}))


def test_terminal_class_page_and_flags_name_the_same(make_info, make_run, make_book):
    """Whatever needs a look is on all three: flags, a damaged zip, a machine's failure, points set for older files."""
    zip_bomb = Flag(code="zip_bomb", reason="send.zip unpacks to too much.")
    runs = {
        ("chen", "01_kata"): replace(make_run((1, Outcome.PASSED)), flags=(PATCHED,)),
        ("li", "01_kata"): make_run((1, Outcome.PASSED)),
        ("wang", "01_kata"): RunResult(exercise="01_kata", status=Status.UNGRADABLE, flags=(zip_bomb,)),
        ("wu", "01_kata"): RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR),
        ("yu", "01_kata"): make_run((1, Outcome.PASSED)),
        ("zhu", "01_kata"): replace(make_run((1, Outcome.PASSED)), flags=(PATCHED,)),
    }
    overrides = {
        ("li", "01_kata"): Override(points=Fraction(6), reason="lab", by="Han", digest="sha256:old"),
        ("zhu", "01_kata"): Override(points=Fraction(6), reason="looked", by="Han"),
    }
    book = settle(make_book([make_info()], runs, "sha256:new"), Rules(overrides=overrides))
    wanted = ["chen", "li", "wang", "wu"]
    looks = [line.split()[1] for line in terminal.render(book) if line.startswith("  look: ")]
    open_part, _, settled = render(book).partition("# Settled")
    table = class_page.render(book).partition('<table class="looks">')[2].partition("</table>")[0]
    assert looks == wanted
    assert re.findall(r"## (\w+), ", open_part) == wanted
    assert re.findall(r'<th scope="row">(\w+)</th>', table) == wanted
    assert re.findall(r"## (\w+), ", settled) == ["zhu"]


def test_what_a_submission_holds_stays_text(make_info, make_run, make_book):
    """A line that would end its code block, and a name that is markup, change nothing on the page."""
    flag = replace(PATCHED, file="<b>.py", evidence="``` # <script>alert(1)</script>")
    run = replace(make_run((1, Outcome.PASSED)), flags=(flag,))
    text = render(make_book([make_info()], {("<i>", "01_kata"): run}))
    assert "## \\<i\\>" in text
    assert "\\<b\\>.py" in text
    assert "````text\n``` # <script>" in text


def test_points_that_a_person_has_set_are_told(make_info, make_run, make_book):
    """With whose and why; where the submission has changed since, it wants another look, flagged or not."""
    flagged = replace(make_run((1, Outcome.PASSED)), flags=(PATCHED,))
    runs = {("chen", "01_kata"): flagged, ("li", "01_kata"): make_run((1, Outcome.PASSED))}
    overrides = {
        ("chen", "01_kata"): Override(points=Fraction(4), reason="looked, <b>fine</b>", by="Han"),
        ("li", "01_kata"): Override(points=Fraction(6), reason="lab", by="Han", digest="sha256:old"),
    }
    text = render(settle(make_book([make_info()], runs, "sha256:new"), Rules(overrides=overrides)))
    assert "4 of 10 points, set by Han: looked, \\<b\\>fine\\</b\\>.\n" in text
    assert (
        "6 of 10 points, provisional.\n\n- The submission has changed since a person set its points.\n"
        in text
    )


def test_what_the_rules_cannot_decide_is_not_called_a_flag(make_info, make_run, make_book):
    """Where no code reached for anything, the page does not speak of that, and says what is undecided."""
    overrides = {
        ("li", "01_kata"): Override(points=Fraction(6), reason="lab", by="Han", digest="sha256:old"),
    }
    book = make_book([make_info()], {("li", "01_kata"): make_run((1, Outcome.PASSED))}, "sha256:new")
    text = render(settle(book, Rules(overrides=overrides)))
    assert "A flag is no proof" not in text
    assert text.startswith("# Flags\n\nWhere there is no flag, the rules alone could not decide")


def test_who_is_nobody_on_the_roster_is_listed(make_info, make_run, make_book):
    """They are named, as text, even where nothing else wants a look; whoever is on it is not."""
    runs = {(name, "01_kata"): make_run((1, Outcome.PASSED)) for name in ("li", "<x>")}
    text = render(settle(make_book([make_info()], runs), Rules(people=(Person(id="li"),))))
    assert text.partition("## ")[2].splitlines()[0] == "Not on the roster"
    assert text.splitlines()[-1] == "- \\<x\\>"
    assert "There is nothing to look at" not in text
