"""The language of a learner is chosen by option, variable or locale; what has no translation stays English."""

from __future__ import annotations

import msgspec
import pytest

from grader.errors import UsageError
from grader.language import (
    MOST_KNOWN,
    Entry,
    Language,
    Sentence,
    Words,
    choose,
    legible,
    read_catalogue,
    say,
    words,
    words_for_texts,
)
from grader.sandbox.rules import REASONS

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Gave nothing."
msgstr "什么也没有返回。"

#, python-brace-format
msgid "{0} came before {1}."
msgstr "{1} 之后才是 {0}。"

msgid "Use {braces}."
msgstr "用 {braces}。"

#, fuzzy
msgid "A guess."
msgstr "猜的。"

msgid "Not yet."
msgstr ""

#, python-brace-format
msgid "The {0} came before anything else, and twice."
msgstr "{0} 最先，而且来了两次。"
"""


@pytest.fixture
def chinese(tmp_path):
    """The words of a small catalogue."""
    file = tmp_path / "zh.po"
    file.write_text(CATALOGUE, "utf-8")
    return words(Language.CHINESE, file)


@pytest.mark.parametrize(
    ("option", "environment", "language"),
    [
        ("zh", {"GRADER_LANG": "en"}, "zh"),
        (None, {"GRADER_LANG": "zh", "LANG": "de_DE.UTF-8"}, "zh"),
        (None, {"GRADER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        ("zh_CN", {"LANG": "C"}, "zh"),
        ("ZH", {"LANG": "C"}, "zh"),
    ],
)
def test_who_chooses(option, environment, language):
    """The option before the variable before the locale; any other locale is English."""
    assert choose(option, environment) is Language(language)


@pytest.mark.parametrize(
    ("option", "environment", "named"),
    [("fr", {}, "--lang 'fr'"), (None, {"GRADER_LANG": "x"}, "GRADER_LANG 'x'")],
)
def test_an_unknown_language_is_refused(option, environment, named):
    """The message says where it stands and what there is."""
    with pytest.raises(UsageError, match=f"{named} is no language of the grader: choose one of en, zh"):
        choose(option, environment)


@pytest.mark.parametrize(
    ("encoding", "language"),
    [("utf-8", "zh"), ("gbk", "zh"), ("ascii", "en"), ("cp1252", "en"), (None, "en")],
)
def test_a_stream_that_cannot_take_chinese_gets_english(encoding, language):
    """Better another language than question marks."""
    assert legible(Language.CHINESE, encoding) is Language(language)


def test_a_sentence_is_its_template_and_values():
    """In English it needs no catalogue, and over the wire it stays what it is."""
    said = say("Took {seconds:g} s.", seconds=7.0)
    assert str(said) == "Took 7 s."
    assert msgspec.json.decode(msgspec.json.encode(said), type=Sentence) == said
    assert str(Sentence("a set {1, 2} as it is")) == "a set {1, 2} as it is"


def test_a_text_is_looked_up(chinese):
    """A fixed sentence has its translation; what has none, or a guess, stays as it is."""
    assert chinese.of("Gave nothing.") == "什么也没有返回。"
    assert chinese.of("Use {braces}.") == "用 {braces}。"
    assert chinese.of("A guess.") == "A guess."
    assert chinese.of("Not yet.") == "Not yet."
    assert chinese.of("Nobody knows this.") == "Nobody knows this."


def test_a_text_with_values_is_known_by_its_template(chinese):
    """What a spec has formatted itself is taken apart again; values that are sentences are translated too."""
    assert chinese.of("a came before b.") == "b 之后才是 a。"
    assert chinese.of("Gave nothing. came before b.") == "b 之后才是 什么也没有返回。。"


def test_the_template_that_says_most_is_taken(chinese):
    """A general one would fit as well."""
    assert chinese.of("The 7 came before anything else, and twice.") == "7 最先，而且来了两次。"


def test_own_sentences_are_not_looked_for_in_texts(chinese):
    """`{seconds} s` must not swallow a value that ends like it."""
    assert chinese.of("Task at 7 s") == "Task at 7 s"
    assert chinese.of(say("{seconds} s", seconds="7")) == "7 秒"


def test_things_in_a_list_are_translated():
    """Several words in a list of values are, where they are known; a single one may be anything."""
    said = Words(
        Language.CHINESE,
        Entry(english="f()  # {0}", translated="f()  # 依次是 {0}", template=True),
        Entry(english="a task that waits", translated="正在等待的任务"),
        Entry(english="waits", translated="等待"),
    )
    assert said.of("f()  # ['a task that waits', 'waits', 'an unknown one']") == (
        "f()  # 依次是 ['正在等待的任务', 'waits', 'an unknown one']"
    )
    assert said.of("f()  # a task that waits") == "f()  # 依次是 正在等待的任务"


def test_texts_are_kept_at_hand_within_bounds(chinese):
    """A class is told the same again and again; what it is told may hold anything, so there is an end to it."""
    for number in range(MOST_KNOWN + 2):
        assert chinese.of(f"{number} came before b.") == f"b 之后才是 {number}。"
    assert len(chinese._known) == 2


@pytest.mark.parametrize("reason", REASONS.values())
def test_the_reason_of_a_flag_is_translated(reason):
    """It travels as a text."""
    assert words_for_texts(Language.CHINESE).of(reason) != reason
    assert words_for_texts(Language.ENGLISH).of(reason) == reason


def test_the_reason_of_a_refusal_is_known_by_its_template():
    """What it names stays as it is."""
    said = words_for_texts(Language.CHINESE).of("a/b.zip needs a password: zip the folder again without one.")
    assert said == "a/b.zip 需要密码：不设密码，重新打包。"


def test_a_translation_with_other_places_stays_english():
    """A broken catalogue costs nobody the message."""
    broken = Words(Language.CHINESE, Entry(english="Took {seen} s.", translated="用了 {other} 秒。"))
    assert broken.of(say("Took {seen} s.", seen="7")) == "Took 7 s."


def test_a_missing_catalogue_is_english(tmp_path):
    """A learner's repository may come without the specs."""
    assert read_catalogue(tmp_path / "zh.po") == []
    assert words(Language.CHINESE, tmp_path / "zh.po").of("Gave nothing.") == "Gave nothing."


def test_english_reads_no_catalogue(tmp_path):
    """It is there in the code."""
    (tmp_path / "zh.po").write_text(CATALOGUE, "utf-8")
    assert words(Language.ENGLISH, tmp_path / "zh.po").of("Gave nothing.") == "Gave nothing."


def test_what_is_written_down_twice_is_chosen():
    """`title` and `title_zh` of an exercise; where one is missing, the other."""
    assert Words(Language.CHINESE).chosen("Twice", "两倍") == "两倍"
    assert Words(Language.CHINESE).chosen("Twice", "") == "Twice"
    assert Words().chosen("Twice", "两倍") == "Twice"
