"""Keeps translations complete: each exercise's `zh.po`, and the grader's own, against the sentences that there are.

A catalogue is a gettext file, which a person fills in; `refresh` adds what a spec has new and drops what it no longer
says. Which sentences there are is found by `grader.sentences`; reading a catalogue for use is `grader.language`'s.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from grader.exercises import Exercise
from grader.language import TEMPLATE, Language, fields, own_catalogue
from grader.sentences import Found, own_sentences, sentences_of

_HEADER = """\
# The Chinese of {what}. `grader translate {arguments}` adds what is new
# and drops what is no longer said. Braces are places for values: keep their names.
"""
_FIELDS = """\
msgid ""
msgstr ""
"Language: zh\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
_PACKAGE = Path(__file__).parent
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What became of a catalogue."""

    file: Path
    sentences: int
    missing: int
    """How many of them have no translation."""
    dropped: int
    """How many entries were taken out, because nothing says them any more."""


def refresh(exercise: Exercise) -> Refreshed:
    """Bring the catalogue of `exercise` up to date with its sentences; what is translated stays."""
    header = _HEADER.format(what=f"what {exercise.slug} says to a learner", arguments=exercise.slug)
    return _refresh(exercise.chinese, sentences_of(exercise), header)


def refresh_own() -> Refreshed:
    """The same for the grader's own words."""
    header = _HEADER.format(what="what the grader says to a learner", arguments="--own")
    return _refresh(own_catalogue(Language.CHINESE), own_sentences(_PACKAGE), header)


def _refresh(file: Path, wanted: Sequence[Found], header: str) -> Refreshed:
    known, catalog = _catalogue(file), Catalog(locale="zh", fuzzy=False)
    for found in wanted:
        old = known.get(found.text)
        catalog.add(
            found.text,
            str(old.string) if old is not None and old.string else "",
            auto_comments=[found.about],
            user_comments=old.user_comments if old is not None else [],
            flags=({TEMPLATE} if found.template else set())
            | ({"fuzzy"} if old is not None and old.fuzzy else set()),
        )
    file.write_bytes(_written(catalog, header))
    missing = sum(1 for _ in findings_of(wanted, catalog))
    return Refreshed(file=file, sentences=len(wanted), missing=missing, dropped=len(_stale(known, wanted)))


def translation_findings(exercise: Exercise) -> list[str]:
    """What is wrong with the translation of `exercise`: a line for what is missing, one for each bad entry."""
    shown = exercise.chinese.relative_to(exercise.root).as_posix()
    return _findings(sentences_of(exercise), exercise.chinese, shown, exercise.slug)


def own_findings() -> list[str]:
    """The same for the grader's own words."""
    file = own_catalogue(Language.CHINESE)
    return _findings(own_sentences(_PACKAGE), file, file.relative_to(_PACKAGE.parent).as_posix(), "--own")


def _findings(wanted: Sequence[Found], file: Path, shown: str, arguments: str) -> list[str]:
    catalog = _catalogue(file)
    missing = [found for found in wanted if not _text_of(catalog, found)]
    findings = [
        f"{shown}: {problem}" for problem in findings_of(wanted, catalog) if not problem.startswith("no ")
    ]
    if missing:
        findings.insert(0, f"{shown}: {_count(missing)} no translation, the first one is {missing[0].text!r}")
    stale = _stale(catalog, wanted)
    if stale:
        findings.append(
            f"{shown}: nothing says {min(stale)!r} any more; `grader translate {arguments}` mends that"
        )
    return findings


def _stale(catalog: Catalog, wanted: Sequence[Found]) -> set[str]:
    return {str(message.id) for message in catalog if message.id} - {found.text for found in wanted}


def findings_of(wanted: Sequence[Found], catalog: Catalog) -> Iterator[str]:
    """What is wrong with each sentence's translation."""
    for found in wanted:
        text = _text_of(catalog, found)
        if not text:
            yield f"no translation of {found.text!r}"
        elif not _CHINESE.search(text):
            yield f"the translation of {found.text!r} is not Chinese"
        elif found.template and fields(found.text) != fields(text):
            yield f"the translation of {found.text!r} has other places for values"


def _text_of(catalog: Catalog, found: Found) -> str:
    message = catalog.get(found.text)
    return "" if message is None or message.fuzzy else str(message.string)


def _count(missing: Sequence[Found]) -> str:
    return "1 sentence has" if len(missing) == 1 else f"{len(missing)} sentences have"


def _catalogue(file: Path) -> Catalog:
    if not file.is_file():
        return Catalog(locale="zh")
    with file.open("rb") as opened:
        return read_po(opened, locale="zh")


def _written(catalog: Catalog, header: str) -> bytes:
    """The catalogue as a file: in the order of the source, without dates, which would differ each time."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, no_location=True, sort_output=False, omit_header=True)
    return f"{header}{_FIELDS}\n".encode() + text.getvalue()
