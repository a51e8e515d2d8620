"""What the reports of a large class cost: `python tests/benchmarks/reports.py`.

A few programs of every exercise, right and wrong, are graded for real; of their results a class is made up, by
default 10,000 learners × 21 exercises (six of ten runs are full, three have mistakes, one is missing). Then `grader
report` renders it, each format in a process of its own, and the time and the peak of memory of each are printed.

Options: --learners N, --programs N (wrong ones for each exercise), --formats NAME,NAME (default: the usual ones,
all together), --keep DIR (where results.json is kept, and taken from the next time).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from grader.exercises import Course, load_course
from grader.gradebook import Entry, Gradebook
from grader.pipeline import grade, write_results
from grader.results import Status
from grader.results_file import NAME, Results

ROOT = Path(__file__).resolve().parents[2]
FAMILY, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧建红志文玲",
)


def judged(course: Course, programs: int) -> Results:
    """The results of some programs of every exercise: the learner `right`, and one for each wrong program."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for exercise in course.exercises:
            wrong = sorted((exercise.hidden / "wrong").glob("*.py"))[:programs]
            for learner, program in [
                ("right", exercise.solution),
                *((f"w{n}", p) for n, p in enumerate(wrong)),
            ]:
                target = folder / learner / exercise.slug
                target.mkdir(parents=True)
                shutil.copy(program, target / f"{exercise.module}.py")
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as executor:
            return grade([folder], course, course.exercises, executor)[0]


class MadeUp(Sequence[tuple[Entry, ...]]):
    """A class of any size, whose rows are made when they are asked for."""

    def __init__(self, book: Gradebook, learners: Sequence[str]) -> None:
        self._learners = learners
        self._full = list(book.row("right").entries)
        rows = [book.row(learner).entries for learner in book.learners if learner != "right"]
        graded = [
            [entry for entry in column if entry.run.status is Status.GRADED]
            for column in zip(*rows, strict=True)
        ]
        self._wrong = graded
        absent = [replace(entry.run, status=Status.MISSING, checks=(), flags=()) for entry in self._full]
        nothing = [
            replace(e.score, points=e.score.points and e.score.points * 0, provisional=False)
            for e in self._full
        ]
        self._missing = [
            replace(entry, run=run, score=score, digest=None)
            for entry, run, score in zip(self._full, absent, nothing, strict=True)
        ]

    def __len__(self) -> int:
        return len(self._learners)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        rng = random.Random(place)
        return tuple(replace(entry, learner=self._learners[place]) for entry in self._row(rng))

    def _row(self, rng: random.Random) -> Iterator[Entry]:
        for full, wrong, missing in zip(self._full, self._wrong, self._missing, strict=True):
            dice = rng.random()
            yield full if dice < 0.6 else rng.choice(wrong) if dice < 0.9 and wrong else missing


def names(count: int) -> list[str]:
    """Learners, sorted, each with a name of their own."""
    rng = random.Random(1)
    return sorted(
        f"{rng.choice(FAMILY)}{rng.choice(GIVEN)}{rng.choice(GIVEN)} {number:05}" for number in range(count)
    )


def write_class(folder: Path, learners: int, programs: int) -> None:
    """Write the results.json of a made-up class."""
    start = time.perf_counter()
    results = judged(load_course(ROOT), programs)
    print(
        f"{time.perf_counter() - start:6.1f} s  to grade {len(results.judged.learners)} programs of each exercise"
    )
    start = time.perf_counter()
    who = tuple(names(learners))
    book = replace(results.judged, learners=who, table=MadeUp(results.judged, who))
    write_results(replace(results, judged=book), folder)
    size = (folder / NAME).stat().st_size / 1e6
    print(f"{time.perf_counter() - start:6.1f} s  to write {NAME}, {size:.0f} MB")


def measure(folder: Path, out: Path, formats: Sequence[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of all processes together of `grader report`."""
    command = [sys.executable, "-m", "grader", "report", str(folder), "--out", str(out)]
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [*command, *(part for name in formats for part in ("--format", name))], stdout=subprocess.DEVNULL
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(resident, family(process.pid))))
        time.sleep(0.5)  # to look costs time itself
    wall, after = time.perf_counter() - start, os.times()
    if process.returncode:
        raise SystemExit(f"grader report ended with {process.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, peak / 1e6


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident(pid: int) -> float:
    """Bytes of memory that are a process's own, and its part of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def main() -> None:
    """Read the options, and print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=10_000)
    parser.add_argument("--programs", type=int, default=8)
    parser.add_argument("--formats", default="")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, out = options.keep or Path(name), Path(name, "out")
        if not (folder / NAME).is_file():
            write_class(folder, options.learners, options.programs)
        for formats in [[one] for one in options.formats.split(",") if one] or [[]]:
            wall, cpu, peak = measure(folder, out, formats)
            written = [path.stat().st_size for path in out.rglob("*.*")]
            print(
                f"{wall:6.1f} s wall {cpu:6.1f} s CPU {peak:6.0f} MB  {', '.join(formats) or 'the usual reports'}: "
                f"{len(written)} files, {sum(written) / 1e6:.0f} MB"
            )
            shutil.rmtree(out)


if __name__ == "__main__":
    main()
