"""`grader alike`: a page for the instructor, one line for each mistake, and no cost for the other commands."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.pipeline import write_results
from grader.reports.similarity_page import MOST
from grader.results_file import Results
from grader.settlement import NO_RULES
from grader.similarity.pairs import AT_LEAST
from grader.submissions import digest_of

NAME = "numbers_kata.py"
OWN = """\
def double(words, limit=3):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    best = sorted(counts, key=lambda word: (-counts[word], word))[:limit]
    print(f"{len(best)} of {len(counts)}")
    while best and counts[best[-1]] < limit:
        best.pop()
    return {word: counts[word] for word in best if not word.startswith("_")}
"""


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A class of four; Li has Chen's work under other names, the others have the course's."""
    folder = tmp_path / "class"
    texts = {
        "chen": OWN,
        "li": OWN.replace("word", "row"),
        "wang": "def double(x): return x + x\n",
        "zhao": "",
    }
    for learner, text in texts.items():
        (folder / learner).mkdir(parents=True)
        (folder / learner / "numbers_kata.py").write_text(text)
    return folder


@pytest.fixture
def alike(tiny_course, submissions, tmp_path):
    """Compare the class; further arguments come last."""

    def compared(*arguments: object) -> Result:
        line = ["alike", submissions, "--out", tmp_path / "alike.html", "--course", tiny_course, *arguments]
        result = CliRunner().invoke(main, [str(each) for each in line])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return compared


def test_a_page_is_written(alike, tmp_path):
    """The two who are alike are on it; how many pairs there are is said."""
    result = alike()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"1 pair among 4 submissions; written to {tmp_path / 'alike.html'}\n"
    page = (tmp_path / "alike.html").read_text("utf-8")
    assert "100\N{NO-BREAK SPACE}% alike: chen and li" in page
    assert "wang" not in page


def test_the_page_speaks_the_language_that_is_asked_for(alike, tmp_path):
    """--lang of the command is that of the page."""
    alike("--lang", "zh")
    assert "<h1>相似的提交</h1>" in (tmp_path / "alike.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--exercise", "99_none"), "grader: there is no exercise '99_none'; the exercises are: 01_numbers"),
        (("--at-least", "60"), "Error: Invalid value for '--at-least': 60.0 is not in the range 0<=x<=1."),
        (
            ("--results", "nowhere"),
            "grader: nowhere/results.json: is not there; `grader grade ... --out nowhere` writes it",
        ),
        (("--out", "/dev/null/alike.html"), "grader: /dev/null: cannot be written: Not a directory"),
        (
            ("--out", "class/alike.html"),
            "grader: --out class/alike.html lies in {class}: write the report outside of the class",
        ),
        (("nowhere",), "grader: nowhere does not exist: give a folder of submissions."),
    ],
)
def test_a_mistake_is_one_line(alike, tmp_path, monkeypatch, arguments, line):
    """What cannot be used is named, nothing is written, and the exit code is 2."""
    monkeypatch.chdir(tmp_path)
    result = alike(*arguments)
    said = line.replace("{class}", str(tmp_path / "class"))
    assert (result.exit_code, result.stdout, result.stderr.splitlines()[-1]) == (2, "", said)
    assert not (tmp_path / "alike.html").exists()


def test_what_could_not_be_taken_is_named(alike, submissions, tmp_path):
    """It is in no pair, and nobody should think that it was looked at; of many, the first are named."""
    for number in range(12):
        (submissions / f"zz{number:02}").mkdir()
        (submissions / f"zz{number:02}" / "other.py").write_text("")
    lines = alike().stdout.splitlines()
    assert lines[0].startswith("not compared: zz00: ")
    assert lines[9:] == [
        lines[9],
        "not compared: 2 more; `grader grade` names them all",
        f"1 pair among 4 submissions; written to {tmp_path / 'alike.html'}",
    ]


def test_a_missing_extra_is_one_line(alike, tmp_path, monkeypatch):
    """Without the library, one line says which command installs it; nothing is written."""
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    result = alike()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "grader: comparing needs RapidFuzz, which is not here: pip install 'coroutine-kata[similarity]'\n"
    )
    assert not (tmp_path / "alike.html").exists()


def test_only_what_was_judged_is_shown(alike, submissions, make_info, make_book, make_run, tmp_path):
    """With the results of the class the page is written; when a file has changed since, it is not."""
    info = make_info("01_numbers")
    runs = {(learner, info.id): make_run(slug=info.id) for learner in ("chen", "li", "wang", "zhao")}
    book = make_book([info], runs)
    table = tuple(
        tuple(
            replace(one, digest=digest_of({NAME: (submissions / one.learner / NAME).read_bytes()}))
            for one in row
        )
        for row in book.table
    )
    judged = Results(judged=replace(book, table=table), rules=NO_RULES, grader="1", python="3")
    results = tmp_path / "report"
    write_results(judged, results)
    assert alike("--results", results).exit_code == 0
    (tmp_path / "alike.html").unlink()
    (submissions / "li" / "numbers_kata.py").write_text("x = 1\n")
    result = alike("--results", results)
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "grader: what 'li' handed in for 01_numbers is not what was judged (1 of 4 differ)"
    )
    assert not (tmp_path / "alike.html").exists()


def test_no_other_command_pays_for_it():
    """The command line starts without the library, and without what compares and renders."""
    code = "import json, sys, grader.cli; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "grader.cli.similarity" in loaded
    assert loaded.isdisjoint(
        {"rapidfuzz", "jinja2", "grader.similarity", "grader.similarity.comparing", "grader.submissions"}
    )


def test_the_defaults_are_those_of_the_library():
    """What the help says is what is done without an option: both are written down twice, for a quick start."""
    defaults = {each.name: each.default for each in main.commands["alike"].params}
    assert (defaults["at_least"], defaults["most"]) == (AT_LEAST, MOST)
