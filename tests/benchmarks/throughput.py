"""What one grading costs, side by side with other ways to do it: `python tests/benchmarks/throughput.py`.

A grading is one submission to one exercise. The same submissions (every exercise's `right/` programs) are graded
against the same hidden specs, by turns, so that a busy machine slows all alike:

    a  a `python -m pytest` process for each grading, as a teacher would script it, on the exercise clock; what
       Python compiles is kept from one to the next
    b  the same in real time; a scenario is cut at its exercise's deadline, so that this is the least it can take
    c  gradescope-utils in a process for each grading, in real time: a few checks only (`gradescope_tests.py`)
    d  the grader with a warm judge: sandboxed, every check of the spec
    e  the floor: fork a warm interpreter, import the file, answer on a pipe, exit; no sandbox, no check, no time
    s  the sandbox alone: a worker behind its walls, one scenario that imports the file, and the worker's end

a, b and d run every check of a spec; c runs four per exercise, which favours it. s is the part of d that e stands
for: what d takes beyond it are the checks. CPU time is that of all processes
of a grading. Then it is shown how time and memory grow with the number of gradings, and what a second core gives.

Options: --rounds N (times each exercise), --slow N (times for b and c), --growth 10,100,1000, --judges,
--gradescope PYTHON (with gradescope-utils; without it c is left out).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from grader.exercises import Exercise, load_course
from grader.judge import Judge, JudgeSetup
from grader.results import Job, Outcome
from grader.sandbox.cores import one_core
from grader.sandbox.patience import usage_of
from grader.sandbox.supervisor import Supervisor

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SLUGS = ("01_yield", "03_send", "04_producer_consumer", "10_concurrency", "11_cancel")
FLOOR = """
import asyncio, os, sys
from concurrent.futures import thread
from types import ModuleType
from grader.sandbox import zygote
def grade(file):
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        sys.stdout = open(os.devnull, "w")
        sys.modules["submission"] = module = ModuleType("submission")
        with open(file, "rb") as source:
            exec(compile(source.read(), file, "exec"), vars(module))
        os.write(writes, b"1")
        os._exit(0)
    os.close(writes)
    answer = os.read(reads, 1)
    os.close(reads)
    os.waitpid(pid, 0)
    return answer.decode()
for line in sys.stdin:
    print(grade(line.strip()), flush=True)
"""


@dataclass
class Cost:
    """What the gradings of one way have cost so far."""

    wall: float = 0.0
    cpu: float = 0.0
    gradings: int = 0
    peak: int = 0
    """The most memory that one of its processes had, in KiB."""

    def add(self, wall: float, cpu: float, peak: int = 0) -> None:
        """Count one grading."""
        self.wall, self.cpu, self.gradings = self.wall + wall, self.cpu + cpu, self.gradings + 1
        self.peak = max(self.peak, peak)

    @property
    def each(self) -> tuple[float, float]:
        """Milliseconds of wall time and of CPU time for one grading."""
        return 1000 * self.wall / self.gradings, 1000 * self.cpu / self.gradings


@dataclass
class Table:
    """Costs by way and exercise."""

    costs: dict[tuple[str, str], Cost] = field(default_factory=lambda: defaultdict(Cost))

    def mean(self, way: str, measure: int) -> float | None:
        """The mean over the exercises of a way's milliseconds (0: wall, 1: CPU)."""
        cells = [cost.each[measure] for (name, _), cost in self.costs.items() if name == way]
        return sum(cells) / len(cells) if cells else None


def submissions(exercise: Exercise) -> list[Path]:
    """The programs that are handed in."""
    return sorted((exercise.hidden / "right").glob("*.py"))


# --- the ways -------------------------------------------------------------------------------------------------


def in_a_process(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds of a command and what it starts, and its peak memory in KiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Script:
    """A teacher's script: put the file where it belongs in a course, and run pytest on the spec.

    The bytecode of the course and of the packages is kept from one run to the next, as on any machine of a teacher's.
    """

    def __init__(self, exercises: list[Exercise], folder: Path) -> None:
        self.course = folder / "course"
        for exercise in exercises:
            shutil.copytree(exercise.folder, self.course / "exercises" / exercise.slug)
            self.specs(exercise).mkdir(parents=True)
            for file in (exercise.spec, exercise.scenarios):
                shutil.copy(file, self.specs(exercise))
        shutil.copy(ROOT / "pyproject.toml", self.course)
        for exercise in exercises:
            self.grade(exercise, exercise.solution)  # writes the bytecode

    def specs(self, exercise: Exercise) -> Path:
        """Where the spec of an exercise stands."""
        return self.course / "tests" / "specs" / exercise.slug

    def grade(self, exercise: Exercise, source: Path, *options: str) -> tuple[float, float, int]:
        """Wall and CPU seconds, and peak memory in KiB."""
        shutil.copy(source, self.course / "exercises" / exercise.slug / exercise.stub.name)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-o",
            "timeout=0",
            *options,
        ]
        return in_a_process([*command, str(self.specs(exercise) / exercise.spec.name)], self.course)


def with_gradescope(python: str, exercise: Exercise, source: Path) -> tuple[float, float, int]:
    """Its test runner, in the folder with the file."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(source, Path(name, exercise.stub.name))
        return in_a_process([python, str(HERE / "gradescope_tests.py"), exercise.slug], Path(name))


class Warm:
    """A process that stays, and its children: CPU time by the kernel's account."""

    def __init__(self, process: int) -> None:
        self.processes = [process]

    def find_children(self) -> None:
        """Count the processes that it has by now as well: they stay, too."""
        first = self.processes[0]
        self.processes[1:] = map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())

    def cpu(self) -> float:
        """Seconds of CPU time, with the children that were waited for."""
        return usage_of(self.processes).seconds

    def memory(self, key: str = "VmRSS") -> list[int]:
        """KiB of each of the processes; `VmHWM` is the most it ever was."""
        lines = (Path(f"/proc/{process}/status").read_text().splitlines() for process in self.processes)
        return [int(line.split()[1]) for status in lines for line in status if line.startswith(f"{key}:")]


class Grader(Warm):
    """A judge that has graded before."""

    def __init__(self, exercises: list[Exercise]) -> None:
        slugs = tuple(exercise.slug for exercise in exercises)
        self.judge = Judge(JudgeSetup(root=str(ROOT), exercises=slugs, confine=True))
        self.judge.start()
        assert self.judge._process is not None
        super().__init__(self.judge._process.pid)
        for exercise in exercises:
            self.grade(exercise, exercise.solution)
        self.find_children()

    def grade(self, exercise: Exercise, source: Path) -> None:
        """Grade one right program: it must pass every check."""
        files = {exercise.stub.name: source.read_bytes()}
        run = self.judge.judge(Job(exercise=exercise.slug, module=exercise.module, files=files))
        failed = [check.id for check in run.checks if check.outcome is not Outcome.PASSED]
        assert run.checks, run.message
        assert not failed, f"{source}: {failed}"


IMPORTED = """
from grader.specs import scenario

@scenario
def imported(submission):
    return submission.__name__
"""


class Sandbox(Warm):
    """A supervisor with its zygote, and no judge: a worker for each grading, which imports the file and no more."""

    def __init__(self, exercises: list[Exercise], folder: Path) -> None:
        scenarios = folder / "scenarios.py"
        scenarios.write_text(IMPORTED)
        self.supervisor = Supervisor({exercise.slug: scenarios for exercise in exercises})
        self.grade(exercises[0], exercises[0].solution)
        assert self.supervisor._zygote is not None
        super().__init__(os.getpid())
        self.processes.append(self.supervisor._zygote.pid)

    def grade(self, exercise: Exercise, source: Path) -> None:
        """Import one file."""
        files = {exercise.stub.name: source.read_bytes()}
        with one_core():  # as a judge does
            worker = self.supervisor.worker(Job(exercise=exercise.slug, module=exercise.module, files=files))
            seen = worker.run("imported", (), seed=0, deadline=10.0)
            worker.close()
        assert seen.value == exercise.module, seen.error


class Floor(Warm):
    """A warm interpreter that forks."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", FLOOR], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        super().__init__(self.process.pid)

    def grade(self, exercise: Exercise, source: Path) -> None:
        """Import one file."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(source, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline() == "1\n"


def measure_warm(
    way: Grader | Sandbox | Floor, exercise: Exercise, sources: list[Path], cost: Cost, times: int
) -> None:
    """Grade so many times that the kernel's ticks of 10 ms do not matter."""
    cpu, start = way.cpu(), time.perf_counter()
    for source in islice(cycle(sources), times):
        way.grade(exercise, source)
    wall, cpu = time.perf_counter() - start, way.cpu() - cpu
    cost.wall, cost.cpu, cost.gradings = cost.wall + wall, cost.cpu + cpu, cost.gradings + times
    cost.peak = max(cost.peak, *way.memory("VmHWM"))


# --- comparisons ----------------------------------------------------------------------------------------------


def compare(exercises: list[Exercise], options: argparse.Namespace) -> Table:
    """Every way, by turns."""
    table, grader, floor = Table(), Grader(exercises), Floor()
    folder = tempfile.TemporaryDirectory()
    sandbox, script = Sandbox(exercises, Path(folder.name)), Script(exercises, Path(folder.name))
    for turn in range(options.rounds):
        for exercise in exercises:
            sources = submissions(exercise)
            source = sources[turn % len(sources)]
            slug = exercise.slug
            table.costs["a", slug].add(*script.grade(exercise, source))
            measure_warm(grader, exercise, sources, table.costs["d", slug], len(sources))
            measure_warm(floor, exercise, sources, table.costs["e", slug], 10 * len(sources))
            measure_warm(sandbox, exercise, sources, table.costs["s", slug], 10 * len(sources))
            if turn < options.slow:
                plugin = f"-p{HERE.name}.real_time"
                table.costs["b", slug].add(*script.grade(exercise, source, "--clock=real", plugin))
                if options.gradescope:
                    table.costs["c", slug].add(*with_gradescope(options.gradescope, exercise, source))
    grader.judge.close()
    floor.process.communicate()
    sandbox.supervisor.close()
    folder.cleanup()
    return table


WAYS = {"a": "pytest process", "b": "... real time", "c": "gradescope", "d": "the grader", "e": "the floor",
        "s": "the sandbox alone"}  # fmt: skip


def show(table: Table, exercises: list[Exercise]) -> None:
    """Milliseconds by way and exercise, and the ratios of the means."""
    print(f"{'ms per grading, wall / CPU':26s}", *(f"{exercise.slug[:16]:>17s}" for exercise in exercises),
          f"{'mean':>17s} {'per core and s':>15s} {'peak MB':>8s}")  # fmt: skip
    for way, name in WAYS.items():
        cells = [table.costs.get((way, exercise.slug)) for exercise in exercises]
        done = [cell for cell in cells if cell is not None]
        if done:
            wall, cpu = table.mean(way, 0) or 0.0, table.mean(way, 1) or 0.0
            print(f"{way}  {name:23s}", *(f"{'{:.1f} / {:.1f}'.format(*cell.each):>17s}" for cell in done),
                  f"{f'{wall:.1f} / {cpu:.1f}':>17s} {1000 / cpu:15.1f} "
                  f"{max(cell.peak for cell in done) / 1024:8.0f}")  # fmt: skip
    for way in "abc":
        ratios = [ratio(table, way, "d", measure) for measure in (0, 1)]
        if None not in ratios:
            print(f"d is {ratios[0]:.1f} x faster than {way} by wall time, {ratios[1]:.1f} x by CPU time")
    for way in "ds":
        floors = [ratio(table, way, "e", measure) for measure in (0, 1)]
        print(f"{way} takes {floors[0]:.1f} x the floor by wall time, {floors[1]:.1f} x by CPU time")


def ratio(table: Table, above: str, below: str, measure: int) -> float | None:
    """The ratio of two ways' means."""
    first, second = table.mean(above, measure), table.mean(below, measure)
    return first / second if first is not None and second else None


def growth(exercises: list[Exercise], sizes: list[int]) -> None:
    """Time and memory of one judge after more and more gradings."""
    grader, done = Grader(exercises), 0
    start = grader.cpu()
    print("\ngradings   ms CPU each   judge MB   zygote MB")
    for size in sizes:
        before, first = grader.cpu(), done
        for exercise, source in islice(endless(exercises), done, size):
            grader.grade(exercise, source)
            done += 1
        each = 1000 * (grader.cpu() - before) / (done - first)
        judge, zygote = (memory / 1024 for memory in grader.memory()[:2])
        print(f"{done:8d} {each:13.1f} {judge:10.1f} {zygote:11.1f}", flush=True)
    print(f"in all {grader.cpu() - start:.1f} s of CPU time")
    grader.judge.close()


def endless(exercises: list[Exercise]) -> Iterator[tuple[Exercise, Path]]:
    """Gradings without end, of all exercises."""
    return cycle([(exercise, source) for exercise in exercises for source in submissions(exercise)])


def two_cores(exercises: list[Exercise], gradings: int) -> None:
    """The same gradings with a judge on one core, and with two on two."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        print("\nthere is only one core here")
        return
    rates = []
    for used in (cores[:1], cores):
        os.sched_setaffinity(0, used)
        graders = [Grader(exercises) for _ in used]
        work = partial(run_some, exercises, gradings // len(used))
        rates.append(gradings / seconds_of(work, graders))
        for grader in graders:
            grader.judge.close()
    os.sched_setaffinity(0, cores)
    print(f"\none core {rates[0]:.1f} gradings/s, two cores {rates[1]:.1f}: {rates[1] / rates[0]:.2f} x")


def run_some(exercises: list[Exercise], count: int, grader: Grader) -> None:
    """Let one judge grade some of all."""
    for exercise, source in islice(endless(exercises), count):
        grader.grade(exercise, source)


def seconds_of(work: Callable[[Grader], None], graders: list[Grader]) -> float:
    """Wall seconds until all have done their work, each in a thread of its own."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(graders)) as executor:
        list(executor.map(work, graders))
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow", type=int, default=1)
    parser.add_argument("--growth", default="10,100,1000")
    parser.add_argument("--judges", type=int, default=90, help="gradings for the comparison of cores")
    parser.add_argument("--exercises", default=",".join(SLUGS))
    parser.add_argument("--gradescope", default="")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(HERE.parent)  # for the plugin of b
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every process of a's would compile everything anew
    course = load_course(ROOT).exercises
    exercises = [exercise for exercise in course if exercise.slug in options.exercises.split(",")]
    print(
        f"Python {sys.version.split()[0]}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}"
    )
    if options.rounds:
        show(compare(exercises, options), exercises)
    if options.growth:
        growth(exercises, [int(size) for size in options.growth.split(",")])
    if options.judges:
        two_cores(exercises, options.judges)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(f"\nof which this script itself {usage.ru_utime + usage.ru_stime:.1f} s of CPU time")


if __name__ == "__main__":
    main()
