"""Says what of a submission is rare in its class: rows of tokens, and what each of them is worth as evidence. Pure.

A *print* is `LENGTH` tokens of `fingerprints` in a row. One that the course gives out, or that many learners
have, is no evidence; of the others the rarest is worth most. Who shares them is the business of `pairs`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from grader.similarity.fingerprints import Block, Span, blocks_of
from grader.submissions import Submission

LENGTH = 8
"""Tokens of a print: about a statement, so that one inserted between two others leaves most prints whole."""
FEW = 10
"""So many learners can always have got something from one another, however small the class."""
MANY = 50
"""What so many learners have is not rare, however large the class; it bounds the work too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A rare row of tokens: its key, where it begins, and its lines."""

    key: int
    block: int
    at: int
    """Its first token, in its block."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A submission, and what of it is rare in the class."""

    submission: Submission
    blocks: tuple[tuple[Print, ...], ...]
    """The rare prints of each block."""
    weights: Mapping[int, float]
    """What each of its rare prints weighs, by key."""
    rare: float
    """What all its rare tokens weigh."""


def programs_of(
    submissions: Sequence[Submission], idiom: Iterable[Mapping[str, bytes]]
) -> tuple[Program, ...]:
    """The submissions of a class by learner, with what is rare in it; nothing that stands in `idiom` is."""
    numbers: dict[str, int] = {}
    common = {key for files in idiom for block in blocks_of(files) for key in _keys(block, numbers)}
    ordered = sorted(submissions, key=lambda one: one.learner)
    read = [[(block, _keys(block, numbers)) for block in blocks_of(one.files)] for one in ordered]
    learners = Counter(key for blocks in read for key in {key for _, keys in blocks for key in keys})
    weights = {
        key: weight
        for key, count in learners.items()
        if key not in common and (weight := _weight(count, len(read))) > 0
    }
    return tuple(_program(one, blocks, weights) for one, blocks in zip(ordered, read, strict=True))


def _keys(block: Block, numbers: dict[str, int]) -> list[int]:
    """The key of each print of a block. Rows of numbers have the same hash in every process."""
    tokens = [numbers.setdefault(token, len(numbers)) for token in block.tokens]
    return [hash(tuple(tokens[at : at + LENGTH])) for at in range(len(tokens) - LENGTH + 1)]


def _weight(learners: int, size: int) -> float:
    """What a print is worth as evidence that so many learners of a class have: 1 for two of them, 0 for many.

    In a class of two nothing is known of what is common but what the course says.
    """
    many = min(size, max(FEW, min(MANY, size // 20)))
    if learners <= 2:
        return 1.0
    return max(0.0, 1 - log(learners / 2) / log(many / 2))


def _program(
    submission: Submission, blocks: Sequence[tuple[Block, list[int]]], weights: Mapping[int, float]
) -> Program:
    rare = tuple(
        tuple(_print(block, number, key, at) for at, key in enumerate(keys) if key in weights)
        for number, (block, keys) in enumerate(blocks)
    )
    prints = [one for block in rare for one in block]
    return Program(
        submission=submission,
        blocks=rare,
        weights={one.key: weights[one.key] for one in prints},
        rare=covered(prints, weights),
    )


def _print(block: Block, number: int, key: int, at: int) -> Print:
    lines = block.lines[at : at + LENGTH]
    return Print(key=key, block=number, at=at, span=Span(file=block.file, first=min(lines), last=max(lines)))


def covered(prints: Iterable[Print], weights: Mapping[int, float]) -> float:
    """What the tokens of some prints weigh together; each counts once, as much as the rarest print that it is in.

    To count tokens is fairer than to count prints, of which a line in between breaks several.
    """
    tokens = defaultdict[tuple[int, int], float](float)
    for one in prints:
        weight = weights[one.key]
        for at in range(one.at, one.at + LENGTH):
            tokens[one.block, at] = max(tokens[one.block, at], weight)
    return sum(tokens.values())
