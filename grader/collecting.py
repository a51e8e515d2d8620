"""Collect a class: what every learner handed in, from folders, checkouts and zips.

Here live the folder of a class, and what is done when a learner handed in one exercise twice. How one learner's work
is laid out is `layouts`; reading safely is `folders` and `archives`; the records are `submissions`. Nothing is
written, no link followed and no code looked at.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.findings import Findings, Found, Refusal
from grader.folders import Folder, Kind, Refused, join, open_folder, shown
from grader.layouts import Search, is_not_work, is_zip
from grader.printable import is_printable, printable
from grader.sources import fold, is_litter, is_of_course
from grader.submission_times import Submitted, best
from grader.submissions import Collection, Rejection, Submission, digest_of

if TYPE_CHECKING:
    from collections.abc import Collection as Slugs
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from grader.manifests import Manifest

MAX_LEARNER_NAME = 200
"""Bytes of a learner's name in UTF-8: file systems end at 255, and a report's file adds to it."""

_OTHER_ARCHIVES = (
    ".tar.gz",
    ".tar.bz2",
    ".tar.xz",
    ".tgz",
    ".tar",
    ".rar",
    ".7z",
    ".gz",
    ".bz2",
    ".xz",
    ".zst",
)


def collect(
    paths: Sequence[Path],
    modules: Mapping[str, str],
    wanted: Slugs[str] | None = None,
    manifest: Manifest | None = None,
) -> Collection:
    """Collect the submissions in `paths`: each the folder of a class, or a single learner's work.

    `modules` holds the exercises in the course's order: slug to name of the module, without `.py`. Of these,
    only the `wanted` are collected, None being all; to know the others matters, since in a folder that holds
    the modules themselves one that is not the course's is the learner's own, and part of each submission.
    When each was made is told by a checkout that it is in, else by the `manifest`, else by the times of its files;
    a time that is still to come is none.
    Raises UsageError for a path that does not exist, is no folder, is empty or holds no submission at all.
    """
    now = datetime.now(UTC)
    desk = _Desk(Search(modules, modules if wanted is None else wanted))
    for path in paths:
        # With several paths, a message has to tell which one it means.
        desk.take_path(path, prefix="" if len(paths) == 1 else printable(str(path)))
    return desk.collection(tuple(modules), manifest, now)


def collect_checkout(root: Path, learner: str, modules: Mapping[str, str], wanted: Slugs[str]) -> Collection:
    """Collect what `learner` has in the checkout of a course at `root`; parameters and errors as for `collect`.

    Here a learner with nothing to collect is in the collection all the same.
    """
    desk = _Desk(Search(modules, wanted))
    desk.take_checkout(root, learner)
    return desk.collection(tuple(modules), None, datetime.now(UTC))


@dataclass(slots=True, kw_only=True)
class _Pile:
    """All that one learner handed in."""

    learner: str
    findings: Findings = field(default_factory=Findings)

    def settle(self, manifest: Manifest | None, now: datetime) -> tuple[list[Submission], list[Rejection]]:
        """Decide what counts: of two that differ neither does, and nothing of a refused exercise."""
        by_exercise: dict[str, list[Found]] = {}
        for found in self.findings.found:
            by_exercise.setdefault(found.exercise, []).append(found)
        doubles = [refusal for found in by_exercise.values() if (refusal := _double(found)) is not None]
        refusals = dict.fromkeys([*self.findings.refusals, *doubles])
        refused = {refusal.exercise for refusal in refusals}
        submissions = [
            _submission(self.learner, found, best(_times(self.learner, found, manifest), now))
            for exercise, found in by_exercise.items()
            if exercise not in refused
        ]
        return submissions, [_rejection(self.learner, refusal) for refusal in refusals]


class _Desk:
    """Where the work of a class comes in, and is put on one pile for each learner."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._piles: dict[str, _Pile] = {}
        self._notices: list[str] = []

    def take_path(self, path: Path, prefix: str) -> None:
        """Take a path of the command line; raises UsageError if there is nothing to grade in it."""
        with _opened(path, prefix) as folder:
            names = folder.entries(limit=None)
            if not names:
                raise _unusable(path, "is empty: give the folder with a folder or a zip for each learner")
            alone = self._is_one_learner(folder, names)
            taken = self._take_alone(path, prefix) if alone else self._take_class(folder, names)
        if not taken:
            raise _unusable(
                path, "holds no submission: give the folder with a folder or a zip for each learner"
            )

    def take_checkout(self, root: Path, learner: str) -> None:
        """Take the work in a checkout of the course, which is that of one learner; raises UsageError."""
        with _opened(root, "") as folder:
            self._put(learner, self._search.in_folder(folder))

    def collection(self, order: Sequence[str], manifest: Manifest | None, now: datetime) -> Collection:
        """Settle every pile; `order` has the slugs in the course's order, `now` is when the class was collected."""
        place = {slug: number for number, slug in enumerate(order)}
        submissions: list[Submission] = []
        rejections: list[Rejection] = []
        piles = sorted(self._piles.values(), key=lambda pile: pile.learner)
        for pile in piles:
            taken, refused = pile.settle(manifest, now)
            submissions += sorted(taken, key=lambda one: place[one.exercise])
            rejections += sorted(refused, key=lambda one: (place.get(one.exercise or "", -1), one.reason))
        return Collection(
            learners=tuple(pile.learner for pile in piles),
            submissions=tuple(submissions),
            rejections=tuple(rejections),
            notices=(*self._notices, *(manifest.notices(self._piles) if manifest else ())),
        )

    def _is_one_learner(self, folder: Folder, names: Mapping[str, Kind]) -> bool:
        folders = [name for name, kind in names.items() if kind is Kind.FOLDER and not is_litter(name)]
        if any(map(self._search.knows_folder, folders)):
            return True
        if not any(map(self._search.knows_file, names)):
            return False
        # A module that strayed into the folder of a class must not make one learner of the class.
        return not any(self._in_folder(folder, name).found for name in folders if not is_of_course(name))

    def _take_alone(self, path: Path, prefix: str) -> bool:
        """Take a path that is itself one learner's work."""
        learner = path.resolve().name
        with _opened(path, prefix or shown(learner)) as folder:
            return self._put(learner, self._search.in_folder(folder))

    def _take_class(self, folder: Folder, names: Mapping[str, Kind]) -> bool:
        taken = False
        for name in sorted(names):
            taken |= self._take_entry(folder, name, names[name])
        return taken

    def _take_entry(self, folder: Folder, name: str, kind: Kind) -> bool:
        """Take one thing in the folder of a class; tell whether somebody's work was in it."""
        if is_litter(name) or (kind is not Kind.FOLDER and is_not_work(name)):
            return False
        if kind is Kind.FOLDER:
            return self._put(name, self._in_folder(folder, name))
        learner = _without_suffix(name)
        if is_zip(name) or kind is Kind.LINK:
            return self._put(learner, self._search.in_zip(folder, name, kind))
        what = join(folder.where, name)
        if learner != name:
            reason = f"{what} is another kind of archive: hand in a folder or a zip."
            return self._put(learner, _refusing(Refused("not_a_zip", reason)))
        self._notices.append(
            f"{what} was passed over: only a folder or a zip, named after a learner, is looked into."
        )
        return False

    def _in_folder(self, folder: Folder, name: str) -> Findings:
        try:
            with folder.enter(name) as inner:
                return self._search.in_folder(inner)
        except Refused as refused:
            return _refusing(refused)

    def _put(self, name: str, findings: Findings) -> bool:
        """Put findings on the learner's pile; tell whether there is work in them, whatever its state."""
        if not is_printable(name) or len(name.encode()) > MAX_LEARNER_NAME:
            reason = f"{shown(name)} is no name for a learner: give it a short and printable one."
            findings = _refusing(Refused("bad_name", reason))
            name = shown(name)
        learner = unicodedata.normalize("NFC", name)
        self._piles.setdefault(fold(learner), _Pile(learner=learner)).findings.add(findings)
        return bool(findings.found) or any(refusal.code != "empty" for refusal in findings.refusals)


@contextmanager
def _opened(path: Path, where: str) -> Iterator[Folder]:
    try:
        with open_folder(path, where) as folder:
            yield folder
    except FileNotFoundError:
        raise _unusable(path, "does not exist: give a folder of submissions") from None
    except NotADirectoryError:
        raise _unusable(path, "is not a folder: give the folder that holds the submissions") from None
    except OSError as error:
        raise _unusable(
            path, f"cannot be read ({os.strerror(error.errno or 0)}): check its permissions"
        ) from None
    except Refused as refused:
        raise UsageError(refused.reason) from None


def _double(found: Sequence[Found]) -> Refusal | None:
    first, *others = found
    other = next((other for other in others if other.files != first.files), None)
    if other is None:
        return None
    reason = f"{first.where} and {other.where} differ: hand in {first.exercise} once."
    return Refusal(exercise=first.exercise, code="double", reason=reason)


def _submission(learner: str, found: Sequence[Found], submitted: Submitted) -> Submission:
    """Make a submission of what was found, once or several times alike."""
    files = dict(sorted(found[0].files.items()))
    exercise = found[0].exercise
    return Submission(
        learner=learner, exercise=exercise, files=files, digest=digest_of(files), submitted=submitted
    )


def _times(learner: str, found: Sequence[Found], manifest: Manifest | None) -> Iterator[Submitted]:
    """Give everything that says when a submission was made."""
    for each in found:
        yield from each.times()
    if manifest is not None:
        yield manifest.submitted(learner, found[0].exercise)


def _rejection(learner: str, refusal: Refusal) -> Rejection:
    return Rejection(learner=learner, exercise=refusal.exercise, code=refusal.code, reason=refusal.reason)


def _unusable(path: Path, reason: str) -> UsageError:
    return UsageError(f"{printable(str(path))} {reason}.")


def _refusing(refused: Refused) -> Findings:
    findings = Findings()
    findings.refuse(None, refused)
    return findings


def _without_suffix(name: str) -> str:
    """Give the name of an archive without its suffix, and any other name as it is."""
    suffix = next((each for each in (".zip", *_OTHER_ARCHIVES) if name.lower().endswith(each)), "")
    return name[: len(name) - len(suffix)] or name
