"""Finds the pairs of submissions of one exercise that are alike beyond what everybody writes. Pure; nothing is run.

Programs are compared by their *prints*: `LENGTH` tokens in a row of `grader.fingerprints`. A print that the course
itself gives out, or that many learners have, is no evidence; of the others the rarest counts most. An index of the
rare prints finds the pairs, so that not every pair need be looked at. What two programs share is then laid side by
side with RapidFuzz, so that each line is evidence once, in the order in which it stands: of the libraries that were
weighed it is the one that is kept up, has no dependencies and is small (12 MB; the others bring scipy or matplotlib).

That much is alike is a reason to look, and no proof. Reading the course is the business of `grader.comparing`, showing
pairs that of `grader.reports.similarity_page`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from grader.errors import UsageError
from grader.fingerprints import Block, blocks_of
from grader.language import say
from grader.submissions import Submission

LENGTH = 8
"""Tokens of a print: about a statement, so that one inserted between two others leaves most prints whole."""
LEAST = 30.0
"""How much rare evidence makes a pair, in prints that no third learner has: some six lines in a row, or more of lines
that others have too. In a short exercise everybody's own part is smaller than that, so nobody is suspected."""
AT_LEAST = 0.6
"""The share of the rare part that makes a pair, where nothing else is asked for."""
FEW = 10
"""So many learners can always have got something from one another, however small the class."""
MANY = 50
"""What so many learners have is not rare, however large the class; it bounds the work too."""
MOST_PAIRS = 2_000
"""Pairs of an exercise that are looked at closely: those that share most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lines of a file, from 1 on, both included."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What stands in both submissions."""

    first: Span
    second: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two submissions that are alike, by the names of their learners in order."""

    first: Submission
    second: Submission
    alike: float
    """The share of the rare part that is in both, from 0 to 1, of that submission which has less of its own."""
    weight: float
    """How much rare evidence there is, in prints that no third learner has."""
    evidence: tuple[Match, ...]
    """In the order of the first submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What was found in one exercise."""

    pairs: tuple[Pair, ...]
    """The most alike first."""
    submissions: int
    """How many were compared."""
    left_out: int = 0
    """How many pairs were not looked at closely, being too many; they share less than those that were."""


def find_pairs_of(
    submissions: Sequence[Submission],
    idiom: Iterable[Mapping[str, bytes]] = (),
    *,
    at_least: float = AT_LEAST,
) -> Pairs:
    """The pairs of submissions of one exercise that share `at_least` (0 to 1) of their rare part, most alike first.

    `idiom` holds the programs that the course gives out, or that are the common way: what stands in one of them is no
    evidence. Raises UsageError where the library is missing.
    """
    _require_library()
    programs = _programs(submissions, idiom)
    shared = _shared(programs)
    promising = [
        (weight, pair)
        for pair, weight in shared.items()
        if weight >= LEAST and weight >= at_least * _less(programs, pair)
    ]
    promising.sort(key=lambda one: (-one[0], one[1]))
    compared = (_compared(programs[a], programs[b]) for _, (a, b) in promising[:MOST_PAIRS])
    found = [pair for pair in compared if pair.weight >= LEAST and pair.alike >= at_least]
    found.sort(key=lambda pair: (-pair.alike, -pair.weight, pair.first.learner, pair.second.learner))
    left_out = max(0, len(promising) - MOST_PAIRS)
    return Pairs(pairs=tuple(found), submissions=len(submissions), left_out=left_out)


def _require_library() -> None:
    try:
        import rapidfuzz  # noqa: F401, PLC0415
    except ImportError:
        raise UsageError(
            say("comparing needs RapidFuzz, which is not here: pip install 'coroutine-kata[similarity]'")
        ) from None


# --- prints -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """A rare row of tokens in a block: its key, what it weighs, and its lines."""

    key: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rare:
    """The rare prints of a block."""

    file: str
    prints: tuple[_Print, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """A submission, and what of it is rare in the class."""

    submission: Submission
    blocks: tuple[_Rare, ...]
    weights: Mapping[int, float]
    """What each of its rare prints weighs."""

    @property
    def weight(self) -> float:
        return sum(self.weights.values())


def _programs(
    submissions: Sequence[Submission], idiom: Iterable[Mapping[str, bytes]]
) -> tuple[_Program, ...]:
    numbers: dict[str, int] = {}
    common = {key for files in idiom for block in blocks_of(files) for key in _keys(block, numbers)}
    read = [
        [(block, _keys(block, numbers)) for block in blocks_of(one.files)]
        for one in sorted(submissions, key=lambda one: one.learner)
    ]
    learners = Counter(key for blocks in read for key in {key for _, keys in blocks for key in keys})
    weights = {
        key: weight
        for key, count in learners.items()
        if key not in common and (weight := _weight(count, len(read))) > 0
    }
    return tuple(
        _program(one, blocks, weights)
        for one, blocks in zip(sorted(submissions, key=lambda one: one.learner), read, strict=True)
    )


def _keys(block: Block, numbers: dict[str, int]) -> list[int]:
    """The key of each print of a block. Rows of numbers have the same hash in every process."""
    tokens = [numbers.setdefault(token, len(numbers)) for token in block.tokens]
    return [hash(tuple(tokens[at : at + LENGTH])) for at in range(len(tokens) - LENGTH + 1)]


def _weight(learners: int, size: int) -> float:
    """What a print is worth as evidence that so many learners of a class have: 1 for two of them, 0 for many."""
    many = min(size, max(FEW, min(MANY, size // 20)))
    if learners <= 2:
        return 1.0
    return max(0.0, 1 - log(learners / 2) / log(many / 2))


def _program(
    submission: Submission, blocks: list[tuple[Block, list[int]]], weights: Mapping[int, float]
) -> _Program:
    rare = [(block, [at for at, key in enumerate(keys) if key in weights], keys) for block, keys in blocks]
    return _Program(
        submission=submission,
        blocks=tuple(
            _Rare(file=block.file, prints=tuple(_print(block, keys, at) for at in places))
            for block, places, keys in rare
            if places
        ),
        weights={keys[at]: weights[keys[at]] for _, places, keys in rare for at in places},
    )


def _print(block: Block, keys: list[int], at: int) -> _Print:
    lines = block.lines[at : at + LENGTH]
    return _Print(key=keys[at], first=min(lines), last=max(lines))


# --- pairs ------------------------------------------------------------------------------------------------------


def _shared(programs: Sequence[_Program]) -> dict[tuple[int, int], float]:
    """For each pair that shares a rare print, what all that they share weighs."""
    holders = defaultdict[int, list[int]](list)
    for place, program in enumerate(programs):
        for key in program.weights:
            holders[key].append(place)
    shared = defaultdict[tuple[int, int], float](float)
    for key, places in holders.items():
        if len(places) > 1:
            weight = programs[places[0]].weights[key]
            for pair in combinations(places, 2):
                shared[pair] += weight
    return shared


def _less(programs: Sequence[_Program], pair: tuple[int, int]) -> float:
    return min(programs[place].weight for place in pair)


def _compared(first: _Program, second: _Program) -> Pair:
    matched = [*_aligned(first, second)]
    weight = sum(first.weights[key] for key in {one.key for one, _, _, _ in matched})
    return Pair(
        first=first.submission,
        second=second.submission,
        alike=min(1.0, weight / min(first.weight, second.weight)),
        weight=weight,
        evidence=_merged(matched),
    )


_Aligned = tuple[_Print, str, _Print, str]
"""A print of the first submission, its file, the same print of the second, its file."""


def _aligned(first: _Program, second: _Program) -> Iterator[_Aligned]:
    """The prints that stand in both, each once: block by block, those blocks first that share most.

    What is left of a block is tried on the others, so that it does not help to split a function in two.
    """
    left = {(0, at): block.prints for at, block in enumerate(first.blocks)}
    left |= {(1, at): block.prints for at, block in enumerate(second.blocks)}
    for _, a, b in _blocks_by_share(first, second):
        pairs = _in_order(left[0, a], left[1, b])
        for one, other in pairs:
            yield one, first.blocks[a].file, other, second.blocks[b].file
        taken = {id(each) for pair in pairs for each in pair}
        left[0, a] = tuple(each for each in left[0, a] if id(each) not in taken)
        left[1, b] = tuple(each for each in left[1, b] if id(each) not in taken)


def _blocks_by_share(first: _Program, second: _Program) -> list[tuple[float, int, int]]:
    """(weight of what they share, place in the first, place in the second) of the blocks that share something."""
    holders = defaultdict[int, set[int]](set)
    for at, block in enumerate(second.blocks):
        for each in block.prints:
            holders[each.key].add(at)
    shared = defaultdict[tuple[int, int], float](float)
    for at, block in enumerate(first.blocks):
        for key in {each.key for each in block.prints}:
            for other in holders.get(key, ()):
                shared[at, other] += first.weights[key]
    return sorted(((weight, *pair) for pair, weight in shared.items()), key=lambda one: (-one[0], *one[1:]))


def _in_order(first: Sequence[_Print], second: Sequence[_Print]) -> list[tuple[_Print, _Print]]:
    """The longest row of prints that stands in both in the same order."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  (an extra; who does not compare need not have it)

    steps = LCSseq.opcodes([each.key for each in first], [each.key for each in second])
    return [
        pair
        for step in steps
        if step.tag == "equal"
        for pair in zip(
            first[step.src_start : step.src_end], second[step.dest_start : step.dest_end], strict=True
        )
    ]


def _merged(matched: list[_Aligned]) -> tuple[Match, ...]:
    """What was matched, as ranges of lines: prints that overlap or follow one another on both sides are one."""
    merged: list[Match] = []
    for one, file, other, other_file in sorted(
        matched, key=lambda each: (each[1], each[0].first, each[0].last, each[2].first)
    ):
        match = Match(
            first=Span(file=file, first=one.first, last=one.last),
            second=Span(file=other_file, first=other.first, last=other.last),
        )
        if merged and _touches(merged[-1].first, match.first) and _touches(merged[-1].second, match.second):
            match = Match(
                first=_joined(merged[-1].first, match.first), second=_joined(merged[-1].second, match.second)
            )
            merged.pop()
        merged.append(match)
    return tuple(merged)


def _touches(before: Span, after: Span) -> bool:
    return before.file == after.file and before.first <= after.last + 1 and after.first <= before.last + 1


def _joined(before: Span, after: Span) -> Span:
    return Span(file=before.file, first=min(before.first, after.first), last=max(before.last, after.last))
