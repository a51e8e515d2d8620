"""The class report holds what it must, and whatever comes from a submission stays text in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from grader.flags import Flag
from grader.language import Language
from grader.reports.class_page import MOST_FLAGS, render
from grader.results import RunResult, Status
from tests.grader.classroom import HOSTILE, exercises, make_class


class Page(HTMLParser):
    """Elements and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements = Counter[str]()
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Count an element."""
        self.elements[tag] += 1
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        self.open.append(tag)

    def handle_endtag(self, tag):
        """Close it, and what was left open in it."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        """Keep what is shown."""
        if not {"script", "style"} & set(self.open):
            self.text += data


@pytest.fixture(scope="module")
def book():
    """A class of 60, with the rules in force."""
    return make_class(60).book


@pytest.fixture(scope="module")
def text(book):
    """Its report."""
    return render(book, link=lambda learner: "feedback/x.html")


def test_a_name_or_a_line_of_a_program_is_never_markup(text):
    """Script, style and images are the page's own, and no attribute runs anything."""
    page = Page(text)
    assert (page.elements["script"], page.elements["style"], page.elements["img"]) == (1, 1, 0)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize("learner", HOSTILE)
def test_every_learner_is_there(text, learner):
    """Under their name; what nobody would see of it is written out."""
    assert learner.replace("\n", "\\n") in Page(text).text


def test_every_learner_has_a_cell_for_every_exercise(text, book):
    """A row each, with the name, the total and a cell for each exercise."""
    rows = text[text.index("<tbody>") : text.index("</tbody>")].count("<tr ")
    assert rows == len(book.learners)
    cells = text[text.index("<tbody>") : text.index("</tbody>")].count("<td ")
    assert cells == len(book.learners) * (len(exercises()) + 1)


def test_nothing_is_fetched(text):
    """It opens from the disk without a network: no address, no file beside it but the learners' pages."""
    page = Page(text)
    links = {
        value for name, value in page.attributes if name in ("href", "src") and value and value[0] != "#"
    }
    assert links == {"feedback/x.html"}
    assert "http://" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "https://" not in text


def test_ids_are_there_once(text):
    """A link within the page leads to one place."""
    assert [one for one, count in Counter(Page(text).ids).items() if count > 1] == []


def test_what_wants_a_look_is_told_with_its_evidence(book, text):
    """The line that did it, as it was written; and points that a person has set are no more to be looked at."""
    flagged = [entry for entry in book.entries if entry.run.flagged and entry.override is None]
    assert flagged
    assert Page(text).text.count("time.sleep = lambda seconds: None") == len(flagged)
    assert "kata.py:3" in text


def test_too_many_flags_are_counted():
    """A class in which everybody is flagged keeps a page that can be opened."""
    big = make_class(200, seed=3).book
    rows = [tuple(_flagged(entry, number) for number, entry in enumerate(row)) for row in big.table]
    text = render(replace(big, table=rows))
    assert f"{200 * len(exercises()) - MOST_FLAGS} more are in flags.md." in Page(text).text


def _flagged(entry, number):
    flag = Flag(code="odd", reason=f"Look at {number}.")
    return replace(entry, run=replace(entry.run, flags=(flag,)), lateness=None, override=None)


def test_the_roster_is_compared_both_ways(text):
    """Who is missing, and who is nobody's."""
    page = Page(text)
    assert "n0@example.edu" in page.text
    assert "On the roster, without a submission (9)" in page.text
    assert "Submissions of nobody on the roster (58)" in page.text


def test_the_parts_are_named(text):
    """Each has a heading that says what is in it."""
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", text)
    assert headings == [
        "Everybody&#39;s progress",
        "Distribution of scores",
        "To be looked at",
        "Exercise by exercise",
        "The roster",
    ]


def test_without_a_roster_there_is_no_section_of_it(book):
    """Nothing is said of what is not known."""
    assert 'id="roster"' not in render(replace(book, roster=None))


def test_in_chinese_the_page_is_chinese(book):
    """All of the page's own words, and its language for a screen reader."""
    text = render(book, language=Language.CHINESE)
    page = Page(text)
    assert '<html lang="zh">' in text
    for english in ("Class report", "Find a learner", "Discrimination", "rounded", "wants a look", "graded"):
        assert english not in page.text


def test_in_chinese_the_reasons_are_chinese_too(make_info, make_book):
    """Why a zip could not be taken travels as an English text with a name in it."""
    flag = Flag(code="not_a_zip", reason="broken.zip is not a zip or is damaged: zip the folder again.")
    run = RunResult(exercise="01_kata", status=Status.UNGRADABLE, flags=(flag,))
    page = Page(render(make_book([make_info()], {("li", "01_kata"): run}), language=Language.CHINESE))
    assert "broken.zip 不是 zip 文件，或者已经损坏：把文件夹重新打包。" in page.text
    assert "damaged" not in page.text


def test_counts_stand_in_the_brackets_of_the_language(book):
    """Chinese has its own, without a blank before them."""
    assert "交了作业、但名单上没有的人（58）" in Page(render(book, language=Language.CHINESE)).text


def test_points_set_and_late_ones_are_marked(text):
    """By signs, not by colour alone."""
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    assert "8.33 ✎</td>" in body
    assert "◷" in body
    assert "⚑" in body
