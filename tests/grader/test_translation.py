"""Translations are complete, and say so where they are not."""

from __future__ import annotations

import pytest

from grader.exercises import load_course
from grader.language import Language, own_catalogue, read_catalogue
from grader.translation import own_findings, refresh, translation_findings

HERE = "tests/specs/01_numbers/zh.po"


@pytest.fixture
def exercise(own_course):
    """The tiny exercise, to be broken."""
    return load_course(own_course).exercises[0]


def test_the_graders_own_words_are_all_there():
    """Nothing that the grader says to a learner is without its Chinese, and nothing stale is kept."""
    assert own_findings() == []


@pytest.mark.parametrize("other", ["学习者", "评测程序", "没有分数", "暂无分数", "没法接收"])
def test_one_thing_has_one_chinese_word(other):
    """A learner is 学生, the grader 评分程序, a score 成绩, and what cannot be taken 无法接收; nothing else is said."""
    entries = read_catalogue(own_catalogue(Language.CHINESE))
    assert [one.english for one in entries if other in one.translated] == []


def test_a_complete_catalogue_has_no_findings(exercise):
    """Each sentence has its translation."""
    assert translation_findings(exercise) == []


def test_a_new_sentence_is_found(exercise):
    """The first one is named, with how many there are."""
    text = exercise.spec.read_text("utf-8").replace("A number is doubled.", "It doubles.")
    exercise.spec.write_text(text.replace("All the seconds pass.", "It waits."), "utf-8")
    assert translation_findings(exercise) == [
        f"{HERE}: 2 sentences have no translation, the first one is 'It doubles.'",
        f"{HERE}: nothing says 'A number is doubled.' any more; `grader translate 01_numbers` mends that",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("It doubles.", "the translation of 'A number is doubled.' is not Chinese"),
        ("", "1 sentence has no translation, the first one is 'A number is doubled.'"),
    ],
)
def test_a_bad_translation_is_found(exercise, text, problem):
    """English in place of Chinese is none."""
    exercise.chinese.write_text(exercise.chinese.read_text("utf-8").replace("数加倍。", text), "utf-8")
    assert translation_findings(exercise) == [f"{HERE}: {problem}"]


def test_places_for_values_must_agree(exercise):
    """A value that is not shown, or asked for in vain, is a mistake."""
    spec = exercise.spec.read_text("utf-8")
    exercise.spec.write_text(spec.replace("== 2 * x", '== 2 * x, f"{x} was not doubled."'), "utf-8")
    refresh(exercise)
    catalogue = exercise.chinese.read_text("utf-8")
    assert '#, python-brace-format\nmsgid "{x} was not doubled."' in catalogue
    for translated, findings in (
        ("{x} 没有加倍。", []),
        ("没有加倍。", [f"{HERE}: the translation of '{{x}} was not doubled.' has other places for values"]),
    ):
        filled = catalogue.replace('doubled."\nmsgstr ""', f'doubled."\nmsgstr "{translated}"')
        exercise.chinese.write_text(filled, "utf-8")
        assert translation_findings(exercise) == findings


def test_refreshing_keeps_what_is_translated(exercise):
    """New sentences come in with nothing, old ones go, the rest stays; a second time nothing changes."""
    text = exercise.spec.read_text("utf-8").replace("All the seconds pass.", "It waits.")
    exercise.spec.write_text(text, "utf-8")
    done = refresh(exercise)
    assert (done.sentences, done.missing, done.dropped) == (4, 1, 1)
    catalogue = exercise.chinese.read_text("utf-8")
    assert 'msgid "A number is doubled."\nmsgstr "数加倍。"' in catalogue
    assert 'msgid "It waits."\nmsgstr ""' in catalogue
    assert "All the seconds" not in catalogue
    assert refresh(exercise).dropped == 0
    assert exercise.chinese.read_text("utf-8") == catalogue


def test_a_catalogue_is_made_where_there_is_none(exercise):
    """It holds every sentence, to be filled in."""
    exercise.chinese.unlink()
    assert refresh(exercise).missing == 4
    assert exercise.chinese.read_text("utf-8").startswith(
        "# The Chinese of what 01_numbers says to a learner."
    )
