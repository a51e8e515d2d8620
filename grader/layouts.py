"""Find the exercises in what one learner handed in, however it is laid out.

These layouts occur, and may be mixed: `exercises/03_send/send.py` (a checkout), `03_send/send.py`, `send.py`,
each of them within a folder that wraps all (`03_send-main/`, as downloads have) and within a zip. Which files
are then taken is `sources`; reading safely is `folders` and `archives`; the records of what is found are
`findings`; learners and classes are `collecting`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.archives import MAX_ARCHIVE, open_archive
from grader.findings import Findings, Found
from grader.folders import Content, Folder, Kind, Refused, join, require, shown, too_large, too_many
from grader.git.history import GIT
from grader.sources import Sources, fold, is_litter, is_own_module

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MAX_WRAPPERS = 3
"""Folders around the exercises: a download wraps once, a zip of it twice, a misread name once more."""

MAX_ZIPS = 32
"""Zips in a folder: one for each exercise is the most that a learner means."""

MAX_LEARNER = 16 << 20
"""Bytes of a learner's submissions after which no more zips are opened: all could unpack to a gigabyte."""

_EXERCISES = "exercises"
_NOT_WORK = (".md", ".csv", ".toml", ".json")


class Search:
    """A search for exercises; its methods raise nothing, a refusal is a finding.

    `modules` has all exercises of the course, slug to name of the module without `.py`; only those `wanted`
    are taken, and the modules of the others are nobody's work of their own.
    """

    def __init__(self, modules: Mapping[str, str], wanted: Collection[str]) -> None:
        self._modules = {slug: f"{module}.py" for slug, module in modules.items()}
        self._slugs = {fold(slug): slug for slug in modules}
        self._files = {fold(file): slug for slug, file in self._modules.items()}
        self._wanted = frozenset(wanted)

    def in_folder(self, root: Folder) -> Findings:
        """Search a learner's folder, and the zips that lie in it."""
        findings = Findings()
        self._unwrap(root, findings, MAX_WRAPPERS, zips=True)
        return findings

    def in_zip(self, folder: Folder, name: str, kind: Kind, findings: Findings | None = None) -> Findings:
        """Search the zip `name` of a folder; zips within it are not opened."""
        findings = Findings() if findings is None else findings
        where = join(folder.where, name)
        try:
            require(Kind.FILE, kind, where)
            archive = open_archive(folder.read(name, MAX_ARCHIVE), where)
        except Refused as refused:
            findings.refuse(None, refused)
        else:
            self._unwrap(archive, findings, MAX_WRAPPERS, zips=False)
            # What is in a zip is none of the files of a checkout that the zip lies in.
            findings.found = [replace(found, path=None) for found in findings.found]
        return findings

    def knows_folder(self, name: str) -> bool:
        """Tell whether a folder of this name is part of a layout: `exercises`, `03_send`."""
        return fold(name) == _EXERCISES or fold(name) in self._slugs

    def knows_file(self, name: str) -> bool:
        """Tell whether a file of this name is an exercise's module."""
        return fold(name) in self._files

    def _unwrap(self, folder: Folder, findings: Findings, wrappers: int, *, zips: bool) -> None:
        names: Mapping[str, Kind] = {}
        try:
            names = folder.entries()
            self._search_names(folder, names, findings, wrappers, zips=zips)
        except Refused as refused:
            findings.refuse(None, refused)
        if GIT in names:
            findings.date(folder)

    def _search_names(
        self, folder: Folder, names: Mapping[str, Kind], findings: Findings, wrappers: int, *, zips: bool
    ) -> None:
        known = self._search_layouts(folder, names, findings)
        # What zips lie in a checkout are its own affair.
        if zips and not any(fold(name) == _EXERCISES for name in names):
            known |= self._search_zips(folder, names, findings)
        if known:
            return
        inner = [name for name, kind in names.items() if kind is Kind.FOLDER and not is_litter(name)]
        if wrappers and len(inner) == 1:
            below = findings.deeper()
            with folder.enter(inner[0]) as wrapped:
                self._unwrap(wrapped, below, wrappers - 1, zips=zips)
            findings.add_below(inner[0], below)
        else:
            _check_empty(folder, names, self._modules)

    def _search_zips(self, folder: Folder, names: Mapping[str, Kind], findings: Findings) -> bool:
        zips = [name for name in sorted(names) if is_zip(name) and not is_litter(name)]
        if len(zips) > MAX_ZIPS:
            raise too_many(folder.where, MAX_ZIPS, "zips")
        for name in zips:
            if findings.size() > MAX_LEARNER:
                raise too_large(folder.where, MAX_LEARNER)
            findings.add(self.in_zip(folder, name, names[name], findings.deeper()))
        return bool(zips)

    def _search_layouts(self, folder: Folder, names: Mapping[str, Kind], findings: Findings) -> bool:
        """Search a folder and its `exercises`; tell whether there was a layout."""
        known = self._search_base(folder, names, findings)
        for name, kind in names.items():
            if fold(name) != _EXERCISES or kind not in {Kind.FOLDER, Kind.LINK}:
                continue
            known = True
            try:
                require(Kind.FOLDER, kind, join(folder.where, name))
                below = findings.deeper()
                with folder.enter(name) as base:
                    self._search_base(base, base.entries(), below)
                findings.add_below(name, below)
            except Refused as refused:
                findings.refuse(None, refused)
        return known

    def _search_base(self, base: Folder, names: Mapping[str, Kind], findings: Findings) -> bool:
        """Search a folder that has the exercises right inside, as folders or as files."""
        flat: defaultdict[str, list[str]] = defaultdict(list)
        known = False
        for name in sorted(names):
            folded = fold(name)
            if folded in self._files:
                flat[self._files[folded]].append(name)
            elif folded in self._slugs and names[name] in {Kind.FOLDER, Kind.LINK}:
                known = True
                self._take_folder(base, name, names[name], self._slugs[folded], findings)
        self._take_flat(base, names, flat, findings)
        return known or bool(flat)

    def _take_folder(self, base: Folder, name: str, kind: Kind, slug: str, findings: Findings) -> None:
        """Take `03_send/`; with no work in it, the exercise is only missing."""
        if slug not in self._wanted:
            return
        try:
            require(Kind.FOLDER, kind, join(base.where, name))
            below = findings.deeper()
            with base.enter(name) as folder:
                names = folder.entries()
                below.found.extend(self._in_exercise(folder, names, slug))
                if GIT in names:
                    below.date(folder)
            findings.add_below(name, below)
        except Refused as refused:
            findings.refuse(slug, refused)

    def _in_exercise(self, folder: Folder, names: Mapping[str, Kind], slug: str) -> Iterator[Found]:
        module = self._modules[slug]
        spellings = [name for name in names if self._files.get(fold(name)) == slug]
        if not spellings:
            _check_misnamed(folder, names, module)
            return
        sources = Sources()
        sources.take_module(folder, names, spellings, module)
        sources.take_beside(folder, names, passed={module})
        yield _found(slug, join(folder.where, module), sources)

    def _take_flat(
        self, base: Folder, names: Mapping[str, Kind], flat: Mapping[str, Sequence[str]], findings: Findings
    ) -> None:
        """Take `send.py` and what lies beside it; the modules of other exercises are not part of it."""
        wanted = {slug: spellings for slug, spellings in flat.items() if slug in self._wanted}
        if not wanted:
            return
        beside = Sources()
        try:
            beside.take_beside(
                base, names, passed={name for spellings in flat.values() for name in spellings}
            )
        except Refused as refused:
            # Any of them may import it, and without it would fail for a reason that is not told.
            for slug in wanted:
                findings.refuse(slug, refused)
            return
        for slug, spellings in wanted.items():
            module = self._modules[slug]
            sources = Sources()
            try:
                sources.take_module(base, names, spellings, module)
                for name, content in beside.files.items():
                    sources.put(name, Content(content, beside.changed[name]), base.where)
                findings.found.append(_found(slug, join(base.where, module), sources))
            except Refused as refused:
                findings.refuse(slug, refused)


def _found(slug: str, where: str, sources: Sources) -> Found:
    return Found(exercise=slug, where=where, files=sources.files, changed=sources.latest_change)


def is_zip(name: str) -> bool:
    """Tell whether a name is that of a zip."""
    return name.lower().endswith(".zip")


def is_not_work(name: str) -> bool:
    """Tell whether a file's name says that it is about the work, or of a tool, and not the work."""
    return is_litter(name) or name.lower().startswith("readme") or name.lower().endswith(_NOT_WORK)


def _check_misnamed(folder: Folder, names: Mapping[str, Kind], module: str) -> None:
    """Raise Refused where there is work under another name, which must not become a silent 0."""
    other = next((name for name in sorted(names) if is_own_module(name)), None)
    if other is not None:
        raise Refused(
            "misnamed", f"{folder.where} holds {shown(other)} but no {module}: name the answer {module}."
        )


def _check_empty(folder: Folder, names: Mapping[str, Kind], modules: Mapping[str, str]) -> None:
    """Raise Refused where there is work, but no exercise, which must not become a silent 0 either."""
    stray = next((name for name in sorted(names) if not is_not_work(name)), None)
    if stray is not None and modules:
        slug, module = next(iter(modules.items()))
        reason = f"{folder.where} holds {shown(stray)} but no exercise: hand in files like {slug}/{module}."
        raise Refused("empty", reason)
