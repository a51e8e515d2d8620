"""What a search through one learner's work comes upon: exercises, when they were made, and what cannot be taken.

The search itself is `layouts`; what is made of its findings, where one exercise was found twice, is `collecting`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.git.budget import Budget
from grader.git.history import commit_dates
from grader.submission_times import Source, Submitted, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.folders import Folder, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An exercise that was taken."""

    exercise: str
    where: str
    """The path of its module, for messages."""
    files: dict[str, bytes]
    changed: float | None
    """When the last of the files was changed, in seconds since 1970; None where that is not known of each."""
    path: str | None = ""
    """Of the folder that it is in, from the one that is being searched: `exercises/03_send/`; None for one in a zip."""
    committed: tuple[Submitted, ...] = ()
    """When it was made, as the checkout that it is in says, in the order in which that is to be believed."""

    def times(self) -> Iterator[Submitted]:
        """Give all that says when it was made: the checkout, and the files."""
        yield from self.committed
        if self.changed is not None:
            yield Submitted(at=moment(self.changed), source=Source.FILE_TIMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that could not be taken; `exercise` is None where it cannot be told to which it belongs."""

    exercise: str | None
    code: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a search came upon, in the order in which it did; filled as it goes on."""

    found: list[Found] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    """What may still be spent on the learner's repositories."""

    def refuse(self, exercise: str | None, refused: Refused) -> None:
        """Note that something could not be taken."""
        self.refusals.append(Refusal(exercise=exercise, code=refused.code, reason=refused.reason))

    def size(self) -> int:
        """Give the bytes that were taken."""
        return sum(len(content) for found in self.found for content in found.files.values())

    def add(self, others: Findings) -> None:
        """Note what another search came upon."""
        self.found += others.found
        self.refusals += others.refusals

    def add_below(self, name: str, others: Findings) -> None:
        """Note what was come upon in a folder of the one that is being searched."""
        self.refusals += others.refusals
        for found in others.found:
            path = None if found.path is None else f"{name}/{found.path}"
            self.found.append(replace(found, path=path))

    def deeper(self) -> Findings:
        """Give new ones, for a part of the search."""
        return Findings(budget=self.budget)

    def date(self, checkout: Folder) -> None:
        """Ask a checkout, which is the folder that is being searched, when what was found there was made."""
        asked = [
            (number, found.path)
            for number, found in enumerate(self.found)
            if found.path is not None and not found.committed
        ]
        works = [
            {f"{path}{name}": content for name, content in self.found[number].files.items()}
            for number, path in asked
        ]
        for (number, _), dates in zip(asked, commit_dates(checkout, works, self.budget), strict=True):
            self.found[number] = replace(self.found[number], committed=dates)
