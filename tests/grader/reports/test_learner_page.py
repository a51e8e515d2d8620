"""A learner's HTML page tells all that their terminal tells, and how their points came about; nothing else is on it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from grader.causes import Cause, Diagnosis, Frame, Label, Row, Where
from grader.exercises import Exercise, load_course
from grader.feedback import Setting, check_lines
from grader.flags import Flag, FoundBy
from grader.gradebook import Gradebook
from grader.language import Language, Sentence, say
from grader.lateness import Lateness
from grader.overrides import Override
from grader.pipeline import grade
from grader.reports import learner_page, markdown
from grader.reports.account import MOST_OTHERS
from grader.results import CheckResult, Outcome, RunResult, Status
from grader.roster import Matching, Person
from grader.scoring import score
from grader.screen import Screen
from grader.timelines import Kind, Lane, Span, Timeline

HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></code></dd><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onclick='alert(1)",
    "`<b>code</b>` and `",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "</style><style>* { display: none }",
    "</svg></title><script>",
    "<!-- no comment",
    "]]><![CDATA[",
    "=cmd|' /C calc'!A0",
    "\u202egnorw",
    'a,"b"\nc',
    "李雷",
    "x" * 200,
]
ELEMENTS = re.compile(
    "html|head|meta|title|style|body|main|header|h1|bdi|p|ul|li|nav|table|thead|tbody|tr|th|td|a|br|small|section|h2|"
    "span|article|h3|aside|strong|div|dl|dt|dd|code|pre|figure|figcaption|details|summary|footer|"
    "svg|desc|text|line|rect"
)
ATTRIBUTES = re.compile(
    "lang|charset|name|content|http-equiv|id|class|href|scope|role|aria-label|aria-labelledby|title|"
    "xmlns|viewbox|width|height|x|y|x1|x2|y1|y2|rx|text-anchor"
)
VOID = {"meta", "br", "line"}
LATE = Lateness(due=datetime(2026, 10, 8, 22, 0, tzinfo=UTC), days=2, factor=Fraction(4, 5))
SET = Override(points=Fraction(9), reason="The lab was down.", by="Prof. Han")


class Parsed(HTMLParser):
    """What a page holds: elements, attributes, ids, and texts as a person reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.plain: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """An element without content."""
        self.elements.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        """An element ends: the last that began."""
        assert self.open.pop() == tag, "an element is not closed"

    def handle_data(self, data):
        """Text; that of the style is none."""
        if "style" not in self.open:
            self.texts.append(data)
            if not {"code", "pre"} & set(self.open):
                self.plain.append(data)

    @property
    def text(self) -> str:
        """All texts on one line."""
        return " ".join(" ".join(self.texts).split())

    def values(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [value or "" for key, value in self.attributes if key == name]


def diagnosis(**fields: object) -> Diagnosis:
    """A diagnosis with a headline."""
    return Diagnosis(**{"cause": Cause.AS_SAID, "headline": Sentence("It went wrong."), **fields})


def failed(task: int = 1, **fields: object) -> CheckResult:
    """A check that did not pass."""
    return CheckResult(**{"id": "test_hidden[7]", "task": task, "outcome": Outcome.FAILED, **fields})


@pytest.fixture
def make_page(make_info, make_book):
    """Make the page of one learner from checks of one exercise with two tasks."""

    def make(
        *checks: CheckResult,
        language=Language.ENGLISH,
        learner="li",
        person=None,
        form=learner_page,
        **changes,
    ):
        flags = changes.pop("flags", ())
        status = changes.pop("status", Status.GRADED)
        info = make_info()
        run = RunResult(exercise=info.id, status=status, checks=checks, flags=flags)
        book = make_book([info], {(learner, info.id): run}, digest="new")
        (entry,) = book.table[0]
        book = replace(book, table=((replace(entry, score=score(info, run), **changes),),))
        if person is not None:
            book = replace(
                book, roster=Matching(people={learner: person}, without_submission=(), without_person=())
            )
        return form.render(book, book.row(learner), language)

    return make


PASSED = CheckResult(id="test_hidden[8]", task=2, outcome=Outcome.PASSED)
BOTH = pytest.mark.parametrize("form", [learner_page, markdown], ids=["html", "markdown"])


# --- points -----------------------------------------------------------------------------------------------------


def test_the_score_and_each_task(make_page):
    """Total, points of the exercise, and for each task whether it is solved, its checks and its points."""
    text = Parsed(make_page(failed(message="Gave 3, expected 4."), PASSED)).text
    for said in (
        "li 5 of 10 points",
        "✗ Task 1: the task 1 0 of 1 checks · 0 / 5 points",
        "Gave 3, expected 4.",
    ):
        assert said in text
    assert "✓ Task 2: the task 2 1 of 1 checks · 5 / 5 points" in text


def test_each_link_of_the_overview_leads_somewhere(make_page):
    """To an exercise or one of its tasks; no id occurs twice."""
    page = Parsed(make_page(failed(), PASSED))
    ids = page.values("id")
    links = page.values("href")
    assert {"#01_kata", "#01_kata-1", "#01_kata-2", "#overview"} == set(links)
    assert {link[1:] for link in links} <= set(ids)
    assert len(set(ids)) == len(ids)


@BOTH
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.ENGLISH,
            [
                "4 of 10 points",
                "Judged: 5 points.",
                "Days late: 2 (due 2026-10-08 22:00+00:00), so 80 % of the points count.",
            ],
        ),
        (
            Language.CHINESE,
            [
                "4 分，满分 10 分",
                "自动评分：5 分。",
                "迟交 2 天（截止时间 2026-10-08 22:00+00:00）：得分按 80% 计算。",
            ],
        ),
    ],
)
def test_lateness_is_told_with_its_sentence(make_page, form, language, said):
    """What was judged, what is left of it, and why."""
    page = make_page(failed(), PASSED, lateness=LATE, form=form, language=language).replace("\\", "")
    assert all(one in page for one in said)


@pytest.mark.parametrize(("days", "said"), [(1, "1 day late<"), (2, "2 days late<")])
def test_lateness_is_a_word_in_the_overview(make_page, days, said):
    """Days are written out, and one of them is a day."""
    assert said in make_page(failed(), PASSED, lateness=replace(LATE, days=days))


@BOTH
def test_a_score_that_a_person_has_set(make_page, form):
    """It counts; what was judged, who has set it and their reason stand beside it."""
    page = make_page(failed(), PASSED, override=SET, form=form).replace("\\", "")
    assert "9 of 10 points" in page
    assert "Judged: 5 points." in page
    assert "Prof. Han has set it to 9 points: The lab was down." in page
    assert "provisional" not in page


@BOTH
def test_a_set_score_for_another_submission_is_provisional(make_page, form):
    """Where what was handed in has changed since, the learner is told that a person looks again."""
    page = make_page(failed(), override=replace(SET, digest="old"), form=form)
    assert "What was handed in has changed since, so a person will look at it again." in page
    assert "provisional: a person will look at this first" in page.replace("\\", "")


@BOTH
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.MISSING, "Nothing was handed in."),
        (Status.UNGRADABLE, "What was handed in could not be taken, so it has no score yet."),
        (
            Status.INFRASTRUCTURE_ERROR,
            "The grader itself failed, so there is no score. This is not your fault.",
        ),
    ],
)
def test_a_run_without_a_verdict_says_why(make_page, form, status, said):
    """No points and no tasks, only the reason."""
    page = make_page(status=status, form=form)
    assert said in page
    assert "Task 1" not in page


def test_the_learners_name_is_that_of_the_roster(make_page):
    """What their folder was called stands below it."""
    assert (
        Parsed(make_page(person=Person(id="s1", name="李雷"), learner="s1")).text.count("李雷 s1 0 of 10")
        == 1
    )


# --- flags ------------------------------------------------------------------------------------------------------


def test_a_flag_is_told_plainly_and_kindly(make_page):
    """What it is, the learner's line, that a person will look, and that it is no accusation."""
    flag = Flag(
        code="tracing",
        reason="It asked to be told of every step of the program that measures it.",
        file="kata.py",
        line=3,
        evidence="sys.settrace(f)",
        found_by=FoundBy.SCAN,
    )
    text = Parsed(make_page(PASSED, flags=(flag,))).text
    assert "A person will look at this first This is no accusation." in text
    assert f"{flag.reason} kata.py:3 sys.settrace(f)" in text
    assert "tracing" not in text
    chinese = Parsed(make_page(PASSED, flags=(flag,), language=Language.CHINESE)).text
    assert "它要求得知测量它的程序的每一步。 kata.py:3 sys.settrace(f)" in chinese


def test_what_could_not_be_taken_is_no_suspicion(make_page):
    """A broken zip is told with its reason, in the learner's language, and with nothing else."""
    reason = "li.zip is not a zip or is damaged: zip the folder again."
    flag = Flag(code="not_a_zip", reason=reason)
    page = make_page(status=Status.UNGRADABLE, flags=(flag,))
    assert reason in page
    assert "accusation" not in page
    chinese = make_page(status=Status.UNGRADABLE, flags=(flag,), language=Language.CHINESE)
    assert "li.zip 不是 zip 文件，或者已经损坏：把文件夹重新打包。" in chinese


# --- what is told of a check ------------------------------------------------------------------------------------


def test_only_the_first_failed_check_is_told_in_full(make_page):
    """Of the others the headlines, each once with how often it came, as far as they say something else."""
    others = [failed(message=f"Other {n}.", called=f"f({n})") for n in range(MOST_OTHERS + 2)]
    page = make_page(
        failed(message="First.", called="f('first')"),
        failed(message="First.", called="f('again')"),
        *others,
        failed(message="Other 0.", called="f('more')"),
    )
    text = Parsed(page).text
    assert text.count("First.") == 1
    assert "f('first')" in text
    assert "What else did not work Other 0. (2 times) Other 1." in text
    assert "… and 2 more" in text
    assert text.count("f(") == 1


def test_what_lies_in_the_file_is_told_once(make_page):
    """A file that Python cannot read fails every task; the line and the caret stand above them all."""
    found = diagnosis(
        cause=Cause.SYNTAX,
        headline=Sentence("Python cannot read the file."),
        where=Where(file="kata.py", line=3),
        source="\tx = = 1",
        caret=6,
    )
    page = make_page(failed(1, diagnosis=found), failed(2, diagnosis=found))
    assert page.count("Python cannot read the file.") == 1
    assert "<figcaption>kata.py:3</figcaption><pre>\tx = = 1\n\t    ^</pre>" in page
    assert "Think of" not in page


def test_the_learners_lines_are_quoted(make_page):
    """The line that a diagnosis speaks of with its place, and the learner's frames of a traceback."""
    frames = (
        Frame(file="kata.py", line=3, function="f", source="g()"),
        Frame(file="kata.py", line=9, function="g", source="raise ValueError"),
    )
    found = diagnosis(where=Where(file="kata.py", line=9), source="raise ValueError", traceback=frames)
    text = Parsed(make_page(failed(diagnosis=found))).text
    assert "It went wrong. kata.py:9 raise ValueError" in text
    assert "Your lines kata.py:3, in f g() kata.py:9, in g raise ValueError" in text


def test_a_line_that_a_row_quotes_is_quoted_once(make_page):
    """Twice would only be longer."""
    row = Row(label=Label.WHY, text=say("{line} is slow.", line="kata.py:9"), source="slow()")
    found = diagnosis(where=Where(file="kata.py", line=9), source="slow()", rows=(row,))
    text = Parsed(make_page(failed(diagnosis=found))).text
    assert "Why kata.py:9 is slow. slow()" in text
    assert text.count("slow()") == 1


def test_the_hint_is_folded_away(make_page):
    """It is there for whoever wants it."""
    page = make_page(failed())
    assert "<details><summary>Hint</summary><p>Think of 1.</p></details>" in page


def lanes(*names: str) -> tuple[Lane, ...]:
    """Tasks that wait for a second each."""
    return tuple(Lane(name=name, spans=(Span(start=0, end=1, kind=Kind.WAITING),)) for name in names)


def test_timelines_stand_side_by_side(make_page):
    """Each picture has ids of its own and can be read aloud, in the page's style and the learner's language."""
    found = diagnosis(timeline=Timeline(seen=lanes("job 1", "job 2"), expected=lanes("job 1", "job 2")))
    page = make_page(failed(1, diagnosis=found), failed(2, diagnosis=found), language=Language.CHINESE)
    parsed = Parsed(page)
    assert parsed.elements.count("svg") == 2
    assert parsed.elements.count("style") == 1
    ids = parsed.values("id")
    assert len(set(ids)) == len(ids)
    named = {one for names in parsed.values("aria-labelledby") for one in names.split()}
    assert named <= set(ids)
    assert "job" not in parsed.text
    assert "应该是: 第 1 个 0–1; 第 2 个 0–1 (秒)." in parsed.text


def test_the_page_needs_nothing_beside_it(make_page):
    """Nothing is loaded: no element fetches anything, and every link stays on the page."""
    page = Parsed(make_page(failed(message="Gave 3."), PASSED))
    assert not {"src", "srcset", "action", "style", "onclick"} & {name for name, _ in page.attributes}
    assert all(link.startswith("#") for link in page.values("href"))
    assert "script" not in page.elements


# --- hostile texts ----------------------------------------------------------------------------------------------


def full(text: str, field: str) -> dict[str, object]:
    """What makes a page on which `text` stands in one place."""
    found = diagnosis(
        headline=say("Gave {seen}.", seen=text if field == "value" else "3"),
        rows=(Row(label=Label.GAVE, text=Sentence("{value}", {"value": text if field == "row" else "3"})),),
        details=(Sentence("It is so."),),
        source=text if field == "source" else "x",
        where=Where(file="kata.py", line=1),
        timeline=Timeline(seen=lanes(text if field == "lane" else "Task-1", "Task-2")),
        traceback=(Frame(file="a.py", line=1, function=text if field == "function" else "f", source="y"),)
        * 2,
    )
    fields = {name: text for name in ("output", "called", "title") if name == field}
    flag = Flag(
        code="x",
        reason=text if field == "reason" else "It.",
        evidence=text if field == "evidence" else "z",
        found_by=FoundBy.SCAN,
    )
    override = replace(SET, by=text) if field == "by" else SET
    override = replace(override, reason=text) if field == "set_because" else override
    return {
        "checks": (
            failed(diagnosis=found, **fields),
            failed(message=text if field == "message" else "Other."),
        ),
        "flags": (flag,),
        "override": override,
        "learner": text if field == "learner" else "li",
        "person": Person(id="1", name=text) if field == "person" else None,
    }


FIELDS = [
    *("value", "row", "source", "lane", "function", "output", "called", "title", "message"),
    *("reason", "evidence", "by", "set_because", "learner", "person"),
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_what_comes_from_outside_stays_text(make_page, field, text):
    """No text makes an element or an attribute that the template did not write, and it reads as it was."""
    what = full(text, field)
    page = Parsed(make_page(*what.pop("checks"), **what))
    assert all(map(ELEMENTS.fullmatch, page.elements))
    assert all(ATTRIBUTES.fullmatch(name) for name, _ in page.attributes)
    assert not page.open
    assert page.elements.count("style") == 1
    ticked = text.replace("`<b>code</b>`", "<b>code</b>")  # what stands between backticks is shown as code
    assert any(
        all(" ".join(line.split()) in page.text for line in one.splitlines()) for one in (text, ticked)
    )


def test_what_no_file_can_hold_has_a_sign_in_its_place(make_page):
    """A lone surrogate would keep the page from being written."""
    assert "a\ufffdb" in make_page(failed(output="a\ud800b")).encode().decode()


def test_no_check_of_the_spec_is_named(make_page):
    """The ids of the hidden checks stay hidden."""
    assert "hidden" not in Parsed(make_page(failed(message="Gave 3."), PASSED)).text


# --- real runs --------------------------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = {
    "10_concurrency": ["await_in_a_loop", "blocking_sleep", "sleep_never_awaited", "limit_plus_one"],
    "03_send": ["averager_without_a_loop", "collector_returns_nothing"],
    "07_task": [],
    "12_blocking": [],
}
"""Wrong programs by name; where there are none, the first four."""
SENTENCE = re.compile(r"(?:[A-Za-z]+ ){3,}[A-Za-z]+")


@dataclass(frozen=True)
class Class:
    """A class that was graded for real."""

    book: Gradebook
    exercises: tuple[Exercise, ...]
    sources: dict[tuple[str, str], str]
    """What was handed in, by learner and exercise."""

    def page(self, learner: str, language: Language, form: ModuleType = learner_page) -> str:
        """A learner's page."""
        return form.render(self.book, self.book.row(learner), language)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Grade wrong programs, once for all the tests."""
    folder, course = tmp_path_factory.mktemp("class"), load_course(ROOT)
    exercises = course.pick(tuple(PROGRAMS))
    sources = {}
    for exercise in exercises:
        every = sorted((exercise.hidden / "wrong").glob("*.py"))
        wanted = PROGRAMS[exercise.slug]
        programs = [file for file in every if file.stem in wanted] or every[:4]
        for number, file in enumerate(programs):
            learner = f"learner-{number}-of-them"
            target = folder / learner / exercise.slug / f"{exercise.module}.py"
            target.parent.mkdir(parents=True)
            target.write_bytes(file.read_bytes())
            sources[learner, exercise.slug] = file.read_text("utf-8")
    with ThreadPoolExecutor(2) as executor:
        results, _ = grade([folder], course, exercises, executor)
    return Class(results.judged, exercises, sources)


REAL = pytest.mark.parametrize("language", list(Language))


@BOTH
@REAL
def test_nothing_hidden_stands_on_a_real_page(real, form, language):
    """No id of a check, and no line of a spec, of its scenarios or of a solution that the learner has not written."""
    for row in real.book.rows():
        page = real.page(row.learner, language, form)
        text = unescape(page) if form is learner_page else re.sub(r"\\(\W)", r"\1", page)
        for exercise, entry in zip(real.exercises, row.entries, strict=True):
            for check in entry.run.checks:
                assert check.id not in text
                assert check.id.partition("[")[0] not in text
            own = lines_of(real.sources.get((row.learner, exercise.slug), ""))
            for file in (exercise.spec, exercise.scenarios, exercise.solution):
                told = [line for line in lines_of(file.read_text("utf-8")) - own if line in text]
                assert told == []


def lines_of(source: str) -> set[str]:
    """The lines of a program that say something."""
    return {line for line in map(str.strip, source.splitlines()) if len(line) > 15}


@BOTH
@REAL
def test_a_real_page_names_its_learner_alone(real, form, language):
    """Nobody else's name, and nobody else's headline, is on it."""
    for learner in real.book.learners:
        page = real.page(learner, language, form).replace("\\", "")
        assert learner in page
        assert not [other for other in real.book.learners if other != learner and other in page]


def test_a_real_page_is_chinese_throughout(real):
    """No English sentence is left, whatever the diagnosis; programs and what they gave are as they are."""
    wrong = 0
    for row in real.book.rows():
        page = Parsed(real.page(row.learner, Language.CHINESE))
        assert [text for text in page.plain if SENTENCE.search(re.sub("'[^']*'", "", text))] == []
        for check in (check for entry in row.entries for check in entry.run.checks if check.diagnosis):
            wrong += 1
            assert str(check.diagnosis.headline) not in page.text
    assert wrong > 50


@REAL
def test_a_real_page_tells_what_the_terminal_tells(real, language):
    """Every word of the terminal's lines for the first check of a task that failed is on the page, but the drawing."""
    told = 0
    for row in real.book.rows():
        text = "".join(Parsed(real.page(row.learner, language)).text.split())
        for info, entry in zip(real.book.exercises, row.entries, strict=True):
            setting = Setting(
                words=real.book.words(language, info.id),
                screen=Screen(width=94),
                verbose=True,
                commands=False,
            )
            for number in range(1, len(info.tasks) + 1):
                failures = [
                    c for c in entry.run.checks if c.task == number and c.outcome is not Outcome.PASSED
                ]
                for line in check_lines(failures[0], info, setting) if failures else ():
                    if not re.search("[█░▓]", line.text):
                        told += 1
                        for word in line.text.replace("`", "").strip(" ✗│").split():
                            assert word in text.replace("`", "")
    assert told > 40
