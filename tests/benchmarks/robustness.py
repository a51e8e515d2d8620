"""A class in which some programs hang, crash or flood: `python tests/benchmarks/robustness.py [COUNT]`.

Every twentieth submission misbehaves (`--one-in`). The others are the exercises' own programs, whose verdicts are
known: right ones pass, wrong ones fail the tasks, and with the message, that they declare. Graded as `grader grade`
does it; then it is looked up whether every honest verdict is right, and whether a process, a file or a descriptor
is left behind.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from grader import judge
from grader.exercises import Course, Exercise, load_course
from grader.gradebook import Entry
from grader.judge import JudgeSetup
from grader.pipeline import grade, write_results
from grader.programs import Program, program_findings, programs_of
from grader.publishing import write_reports
from grader.reports.formats import USUAL
from grader.results import Status

ROOT = Path(__file__).resolve().parents[2]
BODIES = {
    "busy": "while True: pass",
    "catches everything": "while True:\n  try:\n   while True: pass\n  except BaseException: pass",
    "waits": "os.read(os.pipe()[0], 1)",
    "waits for itself": "lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "exits": "os._exit(0)",
    "crashes": "sys.setrecursionlimit(10 ** 9); crash = lambda: crash(); crash()",
    "computes for long": "return 9 ** 9 ** 9",
    "eats memory": "x = [0]\n while True: x += x",
    "floods stdout": "while True: print('x' * 10_000)",
    "gives too much": "return 'x' * 10 ** 8",
    "gives too many": "return [[i] for i in range(10 ** 6)]",
    "starts threads": "for _ in range(500): threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()",
    "forks": "while True: os.fork()",
    "closes everything": "os.closerange(0, 256)\n while True: pass",
}
"""What the functions of a program that misbehaves do."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a class."""

    submissions: int
    misbehaving: int
    wrong_verdicts: tuple[str, ...]
    left_behind: tuple[str, ...]
    seconds: float
    peak: int
    """KiB: the most that all processes of a moment had together, by the shares of what they share."""


def misbehaving(exercise: Exercise, body: str) -> bytes:
    """A program whose every function does the same."""
    names = [name for task in exercise.info.tasks for name in task.names]
    functions = "\n".join(f"def {name}(*a, **k):\n {body}" for name in names)
    return f"import os, sys, threading\n{functions}\n".encode()


def write_class(
    folder: Path, exercises: list[Exercise], count: int, one_in: int, wanted: tuple[str, ...]
) -> Iterator[tuple[str, Exercise, Program | None]]:
    """Write a class; gives the learner, the exercise and, of an honest one, the program."""
    honest = cycle([program for exercise in exercises for program in programs_of(exercise)])
    bodies, about = cycle(BODIES[name] for name in wanted), cycle(exercises)
    for number in range(count):
        learner = f"learner{number:04d}"
        program = None if number % one_in == one_in - 1 else next(honest)
        exercise = program.exercise if program else next(about)
        source = program.path.read_bytes() if program else misbehaving(exercise, next(bodies))
        file = folder / learner / exercise.slug / exercise.stub.name
        file.parent.mkdir(parents=True)
        file.write_bytes(source)
        yield learner, exercise, program


def run(
    course: Course,
    exercises: list[Exercise],
    count: int,
    *,
    jobs: int,
    one_in: int = 20,
    bodies: tuple[str, ...] = tuple(BODIES),
) -> Outcome:
    """Grade a class of `count`, and look at what came of it."""
    before = traces()
    with tempfile.TemporaryDirectory(prefix="class-") as name:
        folder, out = Path(name, "class"), Path(name, "out")
        handed_in = list(write_class(folder, exercises, count, one_in, bodies))
        watch, start = Watch(), time.monotonic()
        with ThreadPoolExecutor(jobs) as executor:
            results, _ = grade([folder], course, exercises, executor, progress=watch)
        seconds = time.monotonic() - start
        write_reports(write_results(results, out), out, USUAL)
        book = results.judged
        entries = {(entry.learner, entry.exercise): entry for entry in book.entries}
        setup = JudgeSetup(root=str(course.root), exercises=tuple(e.slug for e in exercises), confine=True)
        judge.client._pool(setup).close()
        wrong = [
            finding
            for learner, exercise, program in handed_in
            for finding in verdict_findings(program, entries[learner, exercise.slug])
        ]
    return Outcome(
        submissions=count,
        misbehaving=sum(program is None for _, _, program in handed_in),
        wrong_verdicts=tuple(wrong),
        left_behind=tuple(sorted(traces() - before)),
        seconds=seconds,
        peak=watch.peak,
    )


def verdict_findings(program: Program | None, entry: Entry) -> Iterator[str]:
    """What is wrong with a verdict: an honest one must be as declared, a misbehaving one must be graded and poor."""
    if program is not None:
        yield from (f"{program.name}: {finding}" for finding in program_findings(program, entry.run))
    elif entry.run.status is not Status.GRADED:
        yield f"{entry.learner}: {entry.run.message}"


def traces() -> set[str]:
    """Processes below this one, open descriptors, and names in the folders where something could be left."""
    kinds = {os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if is_open(name)}
    places = {f"{folder}/{name}" for folder in ("/dev/shm", tempfile.gettempdir()) for name in os.listdir(folder)
              if name.startswith(("class-", "pymp-", "sem.", "psm_", "scenarios-", "listener-"))}  # fmt: skip
    return kinds | places | {f"process {pid}" for pid in descendants(os.getpid())}


def is_open(descriptor: str) -> bool:
    """Whether it is no descriptor of the look itself."""
    return os.path.exists(f"/proc/self/fd/{descriptor}") and "/proc/" not in os.readlink(
        f"/proc/self/fd/{descriptor}"
    )


def descendants(process: int) -> list[int]:
    """The processes below one."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            children = Path(f"/proc/{process}/task/{thread}/children").read_text().split()
            found += [pid for child in map(int, children) for pid in (child, *descendants(child))]
    except OSError:
        pass
    return found


class Watch:
    """Is called for each submission that is done; measures the memory now and then."""

    peak = 0

    def __call__(self, done: int, total: int) -> None:
        """Look at the processes."""
        if done % 10 == 0:
            self.peak = max(self.peak, sum(map(memory, descendants(os.getpid()))))


def memory(process: int) -> int:
    """KiB of a process, with its share of what it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> int:
    """Run, print, and say by the exit status whether all was as it must be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument(
        "--exercises", default="01_yield,03_send,04_producer_consumer,10_concurrency,11_cancel"
    )
    parser.add_argument("--one-in", type=int, default=20)
    options = parser.parse_args()
    course = load_course(ROOT)
    exercises = [one for one in course.exercises if one.slug in options.exercises.split(",")]
    found = run(course, exercises, options.count, jobs=options.jobs, one_in=options.one_in)
    print(f"{found.submissions} submissions, {found.misbehaving} of which misbehave: {found.seconds:.1f} s, "
          f"at most {found.peak / 1024:.0f} MB in all processes")  # fmt: skip
    print(f"{len(found.wrong_verdicts)} wrong verdicts", *found.wrong_verdicts[:20], sep="\n  ")
    print(f"{len(found.left_behind)} traces left behind", *found.left_behind, sep="\n  ")
    return 1 if found.wrong_verdicts or found.left_behind else 0


if __name__ == "__main__":
    sys.exit(main())
