"""The page of pairs: everything on it is text, and what is alike is marked on both sides."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from grader.language import Language, words
from grader.reports.similarity_page import AROUND, MAX_LINES, MAX_WIDTH, WHOLE, render
from grader.similarity.comparing import Comparison
from grader.similarity.fingerprints import Span
from grader.similarity.pairs import Match, Pair, Pairs
from grader.submissions import Submission, digest_of

ENGLISH, CHINESE = words(Language.ENGLISH), words(Language.CHINESE)
HOSTILE = "<script>alert('x')</script>"
FORBIDDEN = {"script", "img", "iframe", "object", "link", "base", "form"}
VOID = {"meta", "col", "br"}


class Reader(HTMLParser):
    """Reads a page: which elements it has, and the text in those of some classes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[tuple[str, str, str]] = []
        self.text = ""
        self._row: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if tag == "tr":
            self._row = []
        if tag in ("td", "th"):
            self._row.append("")

    def handle_endtag(self, tag):
        """An element ends: the one that was begun last."""
        assert self.open.pop()[0] == tag
        if tag == "tr" and any(
            each == "table" and found.get("class") == "program" for each, found in self.open
        ):
            self.rows.append(tuple(self._row))

    def handle_data(self, data):
        """Text: of a program as it is, else without the layout."""
        self.text += data
        if any(tag in ("td", "th") for tag, _ in self.open):
            inside = self.open[-1][0] == "code"
            self._row[-1] += data if inside else data.strip() and f"{data.strip()} "

    def tags(self):
        """The names of all elements."""
        return {tag for tag, _ in self.elements}

    def ids(self):
        """The ids of all elements."""
        return [found["id"] for _, found in self.elements if "id" in found]


def submission(learner: str, **files: str) -> Submission:
    """A submission of some files."""
    read = {f"{name}.py": text.encode("utf-8", "surrogatepass") for name, text in files.items()}
    return Submission(learner=learner, exercise="01_kata", files=read, digest=digest_of(read))


def pair(
    first: Submission, second: Submission, *spans: tuple[int, int, int, int], alike: float = 0.8
) -> Pair:
    """A pair with evidence in kata.py: first and last line of the one, then of the other."""
    evidence = tuple(
        Match(first=Span(file="kata.py", first=a, last=b), second=Span(file="kata.py", first=c, last=d))
        for a, b, c, d in spans
    )
    return Pair(first=first, second=second, alike=alike, weight=30.0, evidence=evidence)


@pytest.fixture
def compare(make_info):
    """Make a Comparison of an exercise from pairs."""

    def made(*pairs: Pair, slug: str = "01_kata", left_out: int = 0) -> Comparison:
        return Comparison(
            exercise=make_info(slug, title="A <b>kata</b>"),
            found=Pairs(pairs=pairs, submissions=7, left_out=left_out),
        )

    return made


TEN = "".join(f"line {number}\n" for number in range(1, 11))


def test_marks_stand_beside_the_lines_of_both(compare):
    """Each line that is alike has the letter of its range, the same on both sides, and no other line has any."""
    ours = pair(submission("a", kata=TEN), submission("b", kata=TEN), (2, 3, 7, 8), (3, 4, 1, 1))
    rows = [row for row in Reader(render([compare(ours)], ENGLISH)).rows if row[0].strip().isdigit()]
    first, second = rows[:10], rows[10:]
    assert [row[2] for row in first] == [f"line {number}" for number in range(1, 11)]
    marks = [{int(row[0]): row[1].split() for row in side if row[1]} for side in (first, second)]
    assert marks == [{2: ["A"], 3: ["A", "B"], 4: ["B"]}, {1: ["B"], 7: ["A"], 8: ["A"]}]


def test_a_letter_leads_over_to_the_other_side(compare):
    """Every link leads to something that is on the page, and no two things have the same name."""
    ours = pair(submission("a", kata=TEN), submission("b", kata=TEN), (2, 3, 7, 8), (3, 4, 1, 1))
    page = Reader(render([compare(ours), compare(ours, slug="02_kata")], ENGLISH))
    targets = {found["href"] for tag, found in page.elements if tag == "a"}
    assert {"#pair-1", "#pair-2", "#pair-2-0-A", "#pair-2-1-A", "#pair-2-1-B"} <= targets
    assert targets <= {f"#{name}" for name in page.ids()}
    assert len(page.ids()) == len(set(page.ids()))


def test_the_most_alike_comes_first(compare):
    """Pairs of all exercises stand in one table; beside each, in how many other exercises the two are alike too."""
    a, b, c = (submission(learner, kata=TEN) for learner in "abc")
    found = [
        compare(pair(a, b, (1, 4, 1, 4), alike=0.7), pair(a, c, (1, 5, 2, 6), alike=0.999)),
        compare(pair(a, b, (1, 3, 1, 3), alike=1.0), slug="02_kata"),
    ]
    page = render(found, ENGLISH)
    table = re.findall(r"<tr>\s*<td class=\"number\">.*?</tr>", page, re.DOTALL)
    cells = [re.sub(r"<[^>]+>", " ", row).split() for row in table]
    assert cells == [
        ["1", "100", "%", "02_kata", "a", "b", "3", "|", "3", "1"],
        ["2", "99", "%", "01_kata", "a", "c", "5", "|", "5"],
        ["3", "70", "%", "01_kata", "a", "b", "4", "|", "4", "1"],
    ]


def test_pairs_beyond_the_bound_are_counted(compare):
    """With more pairs than asked for, the page says how many are left out; also those that were not looked at."""
    pairs = [pair(submission("a", kata=TEN), submission(f"b{n}", kata=TEN), (1, 2, 1, 2)) for n in range(5)]
    page = render([compare(*pairs, left_out=17)], ENGLISH, most=2)
    assert page.count("<details") == 2
    assert "Submissions compared: 7. Pairs found: 5." in page
    assert "Pairs left out of this page: 3." in page
    assert "Pairs not looked at closely, there being so many: 17." in page
    whole = render([compare(*pairs)], ENGLISH)
    assert whole.count("<details") == 5
    assert "left out" not in whole
    assert "not looked at" not in whole


@pytest.mark.parametrize(
    "learner", [HOSTILE, "=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc', "\ud800", "x" * 200, "{{ 7 * 7 }}"]
)
def test_a_strangers_text_stays_text(compare, learner):
    """Nothing of a name, a file's name or a program becomes part of the page; what cannot be seen is written out."""
    text = f"{HOSTILE}\n{{{{ 7 * 7 }}}} &amp; </code></td>\n\u202e\x00\x1b[31m\ttab\n"
    first = submission(learner, kata=text)
    ours = pair(first, submission("b", kata=text), (1, 3, 1, 3))
    shown = render([compare(ours)], ENGLISH)
    shown.encode("utf-8")
    page = Reader(shown)
    assert page.tags().isdisjoint(FORBIDDEN)
    assert not [found for _, found in page.elements if any(name.startswith("on") for name in found)]
    codes = [row[2] for row in page.rows if row[0].strip().isdigit()]
    assert codes[:3] == [
        HOSTILE,
        "{{ 7 * 7 }} &amp; </code></td>",
        r"\u202e\x00\x1b[31m tab",
    ]
    name = {'a,"b"\nc': r'a,"b"\nc', "\ud800": r"\ud800"}.get(learner, learner)
    assert page.text.count(name) >= 3


def test_the_page_fetches_nothing(compare):
    """One file: no address of another, and a policy that forbids to fetch any."""
    page = render(
        [compare(pair(submission("a", kata=TEN), submission("b", kata=TEN), (1, 2, 1, 2)))], ENGLISH
    )
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?:", page)


def test_a_long_program_is_shown_where_it_is_alike(compare):
    """Of a long file a few lines around what is alike are shown, and the gaps are told; lines are cut too."""
    long = "".join(f"line {number}\n" for number in range(1, WHOLE + 101)) + "y" * (2 * MAX_WIDTH) + "\n"
    last = WHOLE + 101
    ours = pair(submission("a", kata=long), submission("b", kata=TEN), (50, 52, 1, 3), (last, last, 5, 5))
    rows = Reader(render([compare(ours)], ENGLISH)).rows
    shown = [int(row[0]) for row in rows if row[0].strip().isdigit()][:-10]
    assert shown == [*range(50 - AROUND, 53 + AROUND), *range(last - AROUND, last + 1)]
    gaps = [row[2].strip() for row in rows if "left out" in row[2]]
    assert gaps == [
        f"Lines 1 to {49 - AROUND} are left out.",
        f"Lines {53 + AROUND} to {last - AROUND - 1} are left out.",
    ]
    assert "y" * MAX_WIDTH + "…" in [row[2] for row in rows]


def test_a_page_has_a_bound(compare):
    """A program of which everything is alike is cut after so many lines, and that is told."""
    long = "x = 1\n" * (MAX_LINES + 50)
    last = MAX_LINES + 50
    ours = pair(submission("a", kata=long), submission("b", kata=long), (1, last, 1, last))
    rows = Reader(render([compare(ours)], ENGLISH)).rows
    assert sum(row[0].strip().isdigit() for row in rows) == 2 * MAX_LINES
    assert sum(f"Lines {MAX_LINES + 1} to {last} are left out." in row[2] for row in rows) == 2


def test_there_are_letters_for_any_number_of_ranges(compare):
    """After Z come A1, B1...: the letters stay apart."""
    text = "x = 1\n" * 60
    spans = [(line, line, line, line) for line in range(1, 61)]
    ours = pair(submission("a", kata=text), submission("b", kata=text), *spans)
    rows = [row for row in Reader(render([compare(ours)], ENGLISH)).rows if row[0].strip().isdigit()][:60]
    marks = [row[1].strip() for row in rows]
    assert (marks[25:28], marks[52], len(set(marks))) == (["Z", "A1", "B1"], "A2", 60)


@pytest.mark.parametrize("found", [0, 1])
def test_the_page_speaks_chinese(compare, found):
    """Every sentence is translated: but for names, code and what the author wrote, there is no English on it."""
    pairs = [pair(submission("a", kata="x\n" * 500), submission("b", kata="x\n"), (1, 1, 1, 1))] * found
    shown = render([compare(*pairs, left_out=3)], CHINESE, most=1)
    assert '<html lang="zh">' in shown
    text = Reader(re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL)).text
    assert set(re.findall(r"[A-Za-z_.]{2,}", text)) <= {"kata.py", "_kata"}
    titles = set(re.findall(r' (?:title|aria-label)="([^"]*)"', shown))
    assert all(re.search(r"[\u4e00-\u9fff]", title) for title in titles)


def test_that_nobody_is_alike_is_said(compare):
    """Without pairs the page says so, and how many submissions were compared."""
    page = Reader(render([compare(), compare()], ENGLISH))
    assert "No two submissions are alike beyond what everybody writes." in page.text
    assert "Submissions compared: 14. Pairs found: 0." in page.text
    assert "details" not in page.tags()


def test_that_it_is_no_proof_is_said_first(compare):
    """Before any name the page says that being alike proves nothing."""
    text = Reader(
        render(
            [compare(pair(submission("ann", kata=TEN), submission("bo", kata=TEN), (1, 2, 1, 2)))], ENGLISH
        )
    ).text
    assert 0 < text.index("no proof") < text.index("ann")
