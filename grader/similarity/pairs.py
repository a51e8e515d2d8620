"""Finds the pairs of submissions of one exercise that are alike beyond what everybody writes. Pure; nothing is run.

Programs are compared by what of them is rare in the class, as `rarity` finds it. An index of that finds the
pairs, so that not every two need be compared. What two share is then laid side by side with RapidFuzz, so that each
line is evidence once, in the order in which it stands. Of the libraries that were weighed that one is kept up, has no
dependencies and is small (12 MB, 20 ms to import); datasketch brings scipy, and copydetect matplotlib.

That much is alike is a reason to look, and no proof. Reading the course is the business of `comparing`, showing
pairs that of `grader.reports.similarity_page`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.errors import UsageError
from grader.language import say
from grader.similarity.fingerprints import Span
from grader.similarity.rarity import Print, Program, covered, programs_of
from grader.submissions import Submission

LEAST = 24.0
"""How much rare evidence makes a pair, in prints that no third learner has: about four lines in a row, or more lines
that others have too. What is one's own in a short exercise is less, so that nobody is suspected there."""
AT_LEAST = 0.6
"""The share of the rare part that makes a pair, where nothing else is asked for. Programs written independently, each
in another of the ways that an exercise allows, share up to a quarter of it; a copy in disguise two thirds and more."""
MOST_PAIRS = 2_000
"""Pairs of an exercise that are looked at closely: those that share most."""


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
    """The share of the rare part that is in both, from 0 to 1, of that submission of which it is the greater share."""
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
    programs = programs_of(submissions, idiom)
    promising = [(weight, pair) for pair, weight in _shared(programs).items() if weight >= LEAST]
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


def _shared(programs: Sequence[Program]) -> dict[tuple[int, int], float]:
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


def _compared(first: Program, second: Program) -> Pair:
    matched = [*_aligned(first, second)]
    shares = (
        covered([one for one, _ in matched], first.weights) / first.rare,
        covered([other for _, other in matched], second.weights) / second.rare,
    )
    return Pair(
        first=first.submission,
        second=second.submission,
        alike=min(1.0, max(shares)),
        weight=sum(first.weights[key] for key in {one.key for one, _ in matched}),
        evidence=_merged(matched),
    )


_Twins = tuple[Print, Print]
"""The same print in the first submission and in the second."""


def _aligned(first: Program, second: Program) -> Iterator[_Twins]:
    """The prints that stand in both, each once: block by block, those blocks first that share most.

    What is left of a block is tried on the others, so that it does not help to split a function in two.
    """
    left, right = dict(enumerate(first.blocks)), dict(enumerate(second.blocks))
    for _, a, b in _blocks_by_share(first, second):
        twins = _in_order(left[a], right[b])
        yield from twins
        taken = {(side, each.at) for pair in twins for side, each in enumerate(pair)}
        left[a] = tuple(each for each in left[a] if (0, each.at) not in taken)
        right[b] = tuple(each for each in right[b] if (1, each.at) not in taken)


def _blocks_by_share(first: Program, second: Program) -> list[tuple[float, int, int]]:
    """(minus what they share, block of the first, block of the second), for those that share something."""
    holders = defaultdict[int, set[int]](set)
    for at, block in enumerate(second.blocks):
        for each in block:
            holders[each.key].add(at)
    shared = defaultdict[tuple[int, int], float](float)
    for at, block in enumerate(first.blocks):
        for key in {each.key for each in block}:
            for other in holders.get(key, ()):
                shared[at, other] -= first.weights[key]
    return sorted((weight, *pair) for pair, weight in shared.items())


def _in_order(first: Sequence[Print], second: Sequence[Print]) -> list[_Twins]:
    """The longest row of prints that stands in both in the same order."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  (an extra: who does not compare need not have it)

    steps = LCSseq.opcodes([each.key for each in first], [each.key for each in second])
    return [
        twins
        for step in steps
        if step.tag == "equal"
        for twins in zip(
            first[step.src_start : step.src_end], second[step.dest_start : step.dest_end], strict=True
        )
    ]


def _merged(matched: Iterable[_Twins]) -> tuple[Match, ...]:
    """What was matched, as ranges of lines: twins that overlap or follow one another on both sides are one."""
    found: list[Match] = []
    for one, other in sorted(matched, key=_place):
        match = Match(first=one.span, second=other.span)
        if found and _touches(found[-1].first, match.first) and _touches(found[-1].second, match.second):
            before = found.pop()
            match = Match(
                first=_joined(before.first, match.first), second=_joined(before.second, match.second)
            )
        found.append(match)
    return tuple(found)


def _place(twins: _Twins) -> tuple[str, int, int, int]:
    span = twins[0].span
    return span.file, span.first, span.last, twins[1].span.first


def _touches(before: Span, after: Span) -> bool:
    return before.file == after.file and before.first <= after.last + 1 and after.first <= before.last + 1


def _joined(before: Span, after: Span) -> Span:
    return Span(file=before.file, first=min(before.first, after.first), last=max(before.last, after.last))
