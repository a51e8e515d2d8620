"""The class report as an instructor uses it: opened from the disk in a browser, by mouse and by keyboard."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.publishing import write_reports
from grader.reports.formats import USUAL
from tests.grader.classroom import HOSTILE, make_class

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = 200


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """The usual reports of a class of 200."""
    folder = tmp_path_factory.mktemp("report")
    write_reports(make_class(SIZE), folder, USUAL)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """One for all the tests."""
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, report) -> Iterator[playwright.Page]:
    """The class report, just opened; whatever the console says or the page asks for from elsewhere is a failure."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(5000)
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))
    page.goto((report / "index.html").as_uri())
    yield page
    page.close()
    assert troubles == []


def totals(page) -> list[float]:
    """The totals of the rows that are shown, from top to bottom."""
    cells = page.locator("#class tbody tr:visible td.t").all_inner_texts()
    return [float(cell.split()[0]) for cell in cells]


def test_it_sorts_by_a_column_both_ways(page):
    """The first press of a heading of points brings the best up, the second the others; a reader is told."""
    heading = page.get_by_role("columnheader", name="Total")
    heading.get_by_role("button").click()
    best_first = totals(page)
    assert best_first == sorted(best_first, reverse=True)
    assert heading.get_attribute("aria-sort") == "descending"
    heading.get_by_role("button").click()
    assert totals(page) == best_first[::-1] == sorted(best_first)
    assert len(set(best_first)) > SIZE / 2


def test_what_was_not_handed_in_comes_after_0_points(page):
    """Sorted by an exercise, a dash is below every number, and a question mark too."""
    page.locator("#class thead button").nth(2).click()
    cells = page.locator("#class tbody td:nth-child(3)").all_inner_texts()
    kinds = ["-" if cell == "–" else "?" if cell == "?" else "number" for cell in cells]
    assert kinds == sorted(kinds, key=["number", "?", "-"].index)
    assert set(kinds) == {"number", "?", "-"}


def test_it_finds_a_learner_and_opens_the_page(page, report):
    """What is typed is looked for in the names; the link leads to the learner's own page."""
    page.get_by_role("searchbox", name="Find a learner").fill("李雷")
    assert page.locator("#class tbody tr:visible").count() == 1
    assert page.locator("#shown").inner_text() == f"1 of {SIZE} learners are shown."
    page.get_by_role("link", name="李雷", exact=True).first.click()
    page.wait_for_load_state()
    assert page.url == (report / "feedback" / "李雷.html").as_uri()
    assert "李雷" in page.locator("h1").inner_text()


@pytest.mark.parametrize("learner", HOSTILE)
def test_every_link_leads_to_a_page_that_is_there(page, report, learner):
    """However a learner is called."""
    shown = learner.replace("\n", "\\n")
    page.locator("#class tbody").get_by_role("link", name=shown, exact=True).click()
    page.wait_for_load_state()
    assert page.url.startswith((report / "feedback").as_uri())
    assert page.locator("h1").count() == 1


def test_it_shows_those_who_want_a_look(page):
    """The flag stands in their rows, and its evidence in the list of what wants a person's eye."""
    page.get_by_label("Show").select_option("flagged")
    rows = page.locator("#class tbody tr:visible")
    assert 0 < rows.count() < SIZE
    assert all("⚑" in text for text in rows.all_inner_texts())
    looks = page.locator("table.looks tbody tr")
    assert looks.count() > 0
    assert "time.sleep = lambda seconds: None" in page.locator("table.looks").inner_text()
    assert "kata.py:3" in page.locator("table.looks").inner_text()


def test_a_section_of_the_roster_is_shown_alone(page):
    """Filters narrow each other down."""
    page.get_by_label("Section").select_option("A")
    assert page.locator("#class tbody tr:visible").count() == 1
    page.get_by_role("searchbox").fill("nobody of that name")
    assert page.locator("#class tbody tr:visible").count() == 0


def test_the_keyboard_is_enough(page):
    """From the first Tab: to the table, over its form, to a heading that sorts on Enter."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the table"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert totals(page) == sorted(totals(page), reverse=True)


def test_an_example_of_a_diagnosis_opens(page):
    """Under each task stands what goes wrong; opened, it names learners and quotes their lines."""
    trouble = page.locator("table.tasks details").first
    assert not trouble.locator("li").first.is_visible()
    trouble.locator("summary").click()
    assert trouble.locator("li").first.is_visible()
    assert trouble.locator("li a").count() > 0


def test_dark_is_dark_and_print_is_whole(page):
    """The ground follows the reader's choice; on paper nothing is scrolled away, and no control stands about."""
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark, light) == ("rgb(13, 17, 23)", "rgb(255, 255, 255)")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    assert not page.locator("#filter").is_visible()
    assert page.locator("#class tbody tr:visible").count() == SIZE
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflow") == "visible"


def test_a_phone_scrolls_the_table_and_not_the_page(browser, report):
    """Nothing else is wider than the screen."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((report / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_every_control_has_a_name_and_every_table_headings(page):
    """For a screen reader: no nameless field, button or picture; a scope for each heading."""
    assert page.evaluate(
        "[...document.querySelectorAll('input, select')].every(field => field.labels.length === 1)"
    )
    assert page.locator("th:not([scope])").count() == 0
    assert page.locator("svg:not([aria-label])").count() == 0
    assert page.get_by_role("main").count() == page.get_by_role("contentinfo").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(head => +head.tagName[1])")
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
