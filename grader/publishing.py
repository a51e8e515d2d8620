"""Writes what formats make of the results of a class: in one process, or, where that is worth it, in one for each core.

The processes are forks of this one, and share the results with it. Where processes cannot be forked, one renders all.
What is in a file is the business of `grader.reports`.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook import Gradebook
from grader.language import Language
from grader.reports.formats import Format
from grader.reports.output import file_name, write_all
from grader.results_file import Results

WORTH_IT = 400
"""Learners from which on a process for each core is quicker than one."""
_BATCH = 50


def write_reports(
    results: Results,
    out: Path,
    formats: Iterable[Format],
    language: Language = Language.ENGLISH,
    *,
    jobs: int = 1,
) -> None:
    """Write what `formats` make of the results below `out`; `jobs` processes render a large class.

    Raises UsageError where it cannot be written.
    """
    book, formats = results.book, tuple(formats)
    forks = jobs > 1 and len(book.learners) >= WORTH_IT and "fork" in multiprocessing.get_all_start_methods()
    if forks:
        _spread(_Work(book=book, out=out, formats=formats, language=language), jobs)
    else:
        for one in formats:
            write_all(out, one.render(book, language))


def others(book: Gradebook, out: Path, formats: Iterable[Format]) -> list[str]:
    """The files below `out` that are named like a learner's file of these formats, but of nobody in these results."""
    names = {file_name(learner) for learner in book.learners}
    found = []
    for pattern in (pattern for one in formats for pattern in one.each_as):
        before, _, after = pattern.partition("*")
        files = (file.relative_to(out).as_posix() for file in sorted(out.glob(pattern)))
        found += [file for file in files if file.removeprefix(before).removesuffix(after) not in names]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the processes have in common."""

    book: Gradebook
    out: Path
    formats: tuple[Format, ...]
    language: Language


_work: _Work
"""Is set in a fork, which inherits its value: a class is too large to be sent through a pipe."""


def _spread(work: _Work, jobs: int) -> None:
    """Render in `jobs` processes. What one of them raises is raised here."""
    context = multiprocessing.get_context("fork")
    learners = len(work.book.learners)
    gc.freeze()  # else each process would copy what is there, only to look for garbage in it
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(work,)) as executor:
            # What one process alone must render comes first, so that none is left over with it in the end.
            futures = [executor.submit(_write_whole, n) for n, one in enumerate(work.formats) if one.whole]
            futures += [
                executor.submit(_write_each, n, range(first, min(first + _BATCH, learners)))
                for n, one in enumerate(work.formats)
                if one.each
                for first in range(0, learners, _BATCH)
            ]
            for future in futures:
                future.result()
    finally:
        gc.unfreeze()


def _begin(work: _Work) -> None:
    global _work  # noqa: PLW0603
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the others


def _write_whole(number: int) -> None:
    render = _work.formats[number].whole
    if render is not None:
        write_all(_work.out, render(_work.book, _work.language))


def _write_each(number: int, places: range) -> None:
    book, render = _work.book, _work.formats[number].each
    if render is not None:
        rows = (book.row(book.learners[place]) for place in places)
        write_all(_work.out, (file for row in rows for file in render(book, row, _work.language)))
