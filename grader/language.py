"""What is said to a learner, in their language: sentences, the choice of a language, and the catalogues.

A *sentence* is an English template and its values. It travels as that, in results.json too, and becomes text only where
it is shown; so one result can be shown in any language. English needs no catalogue. Another language is looked up in
gettext catalogues, `.po` files that people write: `grader/locale/zh/LC_MESSAGES/grader.po` for the grader's own words,
`tests/specs/NN_slug/zh.po` for those of a spec. What has no translation stays English.

How a feedback is laid out is the business of `grader.feedback`; which sentences a spec needs that of
`grader.translation`.
"""

from __future__ import annotations

import locale
import os
import re
import string
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from grader.errors import UsageError

VARIABLE = "GRADER_LANG"
"""The environment variable that chooses a language."""
TEMPLATE = "python-brace-format"
"""The flag, in a catalogue, of an entry whose braces are places for values."""
_IN_WORDS = re.compile(r"'([^'\n]+ [^'\n]+)'")
"""Several words in a list of values; a single one may be anything."""
MOST_KNOWN = 4096
"""Texts whose translation is kept at hand: a class is told the same again and again."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said: an English template in the manner of `str.format`, and its values.

    A template without values is the text itself: its braces are only braces.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return _filled(self.template, self.values)


def say(template: str, /, **values: Value) -> Sentence:
    """A sentence. Each call of this with a text in it is what the catalogue of the grader must translate."""
    return Sentence(template, values)


def _filled(template: str, values: Mapping[str, Value]) -> str:
    return template.format_map(values) if values else template


class Language(StrEnum):
    """A language that the grader speaks."""

    ENGLISH = "en"
    CHINESE = "zh"


def choose(option: str | None = None, environment: Mapping[str, str] | None = None) -> Language:
    """The language of an option, else of GRADER_LANG, else of the locale, else English.

    Raises UsageError for an option or a variable that names none.
    """
    surroundings = os.environ if environment is None else environment
    for name, wanted in (("--lang", option), (VARIABLE, surroundings.get(VARIABLE))):
        if wanted:
            return _named(name, wanted)
    spoken = next(filter(None, (surroundings.get(one) for one in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not spoken and sys.platform == "win32":
        spoken = locale.getlocale()[0] or ""
    # Windows says "Chinese (Simplified)_China", the others "zh_CN.UTF-8".
    return Language.CHINESE if spoken.lower().startswith(("zh", "chinese")) else Language.ENGLISH


def _named(name: str, wanted: str) -> Language:
    found = re.split("[-_.]", wanted.strip().lower())[0]
    if found in set(Language):
        return Language(found)
    raise UsageError(f"{name} {wanted!r} is no language of the grader: choose one of {', '.join(Language)}")


def legible(language: Language, encoding: str | None) -> Language:
    """`language`, or English where a stream's encoding cannot take its signs."""
    try:
        "运行，".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Language.ENGLISH
    return language


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a catalogue."""

    english: str
    translated: str
    template: bool = False
    """Whether braces stand for values."""


class Words:
    """Turns sentences into text in one language."""

    def __init__(self, language: Language = Language.ENGLISH, *entries: Entry) -> None:
        self.language = language
        self._texts = {entry.english: entry.translated for entry in entries}
        self._patterns = [
            (_pattern(entry.english), entry.translated)
            for entry in sorted(entries, key=_openness)
            if entry.template
        ]
        self._known: dict[str, str] = {}

    def of(self, said: Sentence | str) -> str:
        """A sentence as text. A text that a spec has put together itself is known by its template."""
        if isinstance(said, str):
            return self._of_text(said)
        if not said.values:
            return self._of_text(said.template)
        try:
            return _filled(self._texts.get(said.template, said.template), said.values)
        except (
            KeyError,
            ValueError,
            IndexError,
        ):  # a catalogue that asks for other values than the sentence has
            return str(said)

    def chosen(self, english: str, chinese: str) -> str:
        """Of a text that is written down in both languages, the one in this language, where there is one."""
        return chinese if self.language is Language.CHINESE and chinese else english

    def _of_text(self, text: str) -> str:
        if text in self._texts or not self._patterns:
            return self._texts.get(text, text)
        if text not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._by_pattern(text)
        return self._known[text]

    def _by_pattern(self, text: str) -> str:
        for pattern, translated in self._patterns:
            found = pattern.fullmatch(text)
            if found:
                values = {name: self._of_value(value) for name, value in found.groupdict().items()}
                return "".join(
                    literal + ("" if name is None else values.get(f"_{name}", ""))
                    for literal, name in _parts(translated)
                )
        return text

    def _of_value(self, value: str) -> str:
        """A value in this language: it may be a sentence, or a list that tells of things in words."""
        if value in self._texts:
            return self._texts[value]
        return _IN_WORDS.sub(lambda found: f"'{self._texts.get(found[1], found[1])}'", value)


def words(language: Language, *catalogues: Path) -> Words:
    """The words of a language: the grader's own, and those of `catalogues` (of specs), as far as they are there."""
    if language is Language.ENGLISH:
        return Words()
    return _words(language, *catalogues)


@cache
def _words(language: Language, *catalogues: Path) -> Words:
    return with_own_words(language, *(entry for file in catalogues for entry in read_catalogue(file)))


def with_own_words(language: Language, *entries: Entry) -> Words:
    """The words of a language: the grader's own, and `entries` (of a spec)."""
    if language is Language.ENGLISH:
        return Words()
    return Words(language, *_own_entries(language), *entries)


@cache
def words_for_texts(language: Language) -> Words:
    """The grader's own words, for what travels as a text that has lost its template: the reason of a flag."""
    return Words() if language is Language.ENGLISH else Words(language, *_catalogued(language))


@cache
def _own_entries(language: Language) -> tuple[Entry, ...]:
    # The grader says its own sentences as sentences; only what a spec has put together is known by its look.
    return tuple(replace(entry, template=False) for entry in _catalogued(language))


@cache
def _catalogued(language: Language) -> tuple[Entry, ...]:
    return tuple(read_catalogue(own_catalogue(language)))


def own_catalogue(language: Language) -> Path:
    """The file with the grader's own words."""
    return Path(__file__).with_name("locale") / language / "LC_MESSAGES" / "grader.po"


def read_catalogue(file: Path) -> list[Entry]:
    """The entries of a `.po` file that are translated; none where there is no such file."""
    if not file.is_file():
        return []
    from babel.messages.pofile import read_po  # noqa: PLC0415  (English does without it)

    with file.open("rb") as opened:
        catalog = read_po(opened, abort_invalid=False)
    return [
        Entry(english=str(message.id), translated=str(message.string), template=TEMPLATE in message.flags)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    ]


# --- templates --------------------------------------------------------------------------------------------------


def fields(template: str) -> set[str]:
    """The names of the places for values in a template."""
    return {name for _, name in _parts(template) if name is not None}


def _parts(template: str) -> list[tuple[str, str | None]]:
    """(text, the name of the place for a value after it or None) of a template."""
    return [(literal, name) for literal, name, _, _ in string.Formatter().parse(template)]


def _pattern(template: str) -> re.Pattern[str]:
    """What a template's text looks like; the values are groups, named with an underscore before."""
    known: set[str] = set()
    pattern = ""
    for literal, name in _parts(template):
        pattern += re.escape(literal)
        if name is not None:
            pattern += ".+?" if name in known else f"(?P<_{name}>.+?)"  # written in another manner, perhaps
            known.add(name)
    return re.compile(pattern, re.DOTALL)


def _openness(entry: Entry) -> tuple[int, int]:
    """Templates that say more themselves, and leave less to values, are tried first."""
    literal = sum(len(text) for text, _ in _parts(entry.english)) if entry.template else 0
    return -literal, len(entry.english)
