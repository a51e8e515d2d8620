"""The attack corpus, a world with something to steal and to break, and how the attacks are judged in it.

An attack is one file: a whole submission whose docstring says what it tries and what must come of it.

    Tries: leak                         the folder in which it stands: leak, harm, points, denial, archive
    Exercise: 01_yield                  whose module it is
    Earns: task 2, task 3               what its honest parts earn: tasks, names of checks, nothing, `all but ...`
    Seen: refused PermissionError       stands in the message or the output of a check, `...` is any text; repeatable;
                                        ` || ` where it hangs on the version of Python
    Flags: patched                      must be flagged so (any: unless it gains nothing)
    Unconfined: spec, home              what it gets, or does, where there are no walls: so it does try

What reads and what harms is judged twice: by the judge as it is, and by one whose worker has no guard, so that what is
seen there is the walls' own work and not that of a guard which refuses `import ctypes` beforehand.

An attack that says `Unconfined` is run without walls, too, with all the rights of whoever runs the tests: it must read
only, or change nothing outside `/the/world`.

`/the/world` in an attack becomes the folder of the world: the worst case is an attacker who knows every path.

Further files of the submission follow behind lines `# >>> name`. An attack whose bytes should not lie in a repository
says `Built: yes`, and its FILES, a dict of name to bytes, are made by running it. So do archives: they `plant`.
"""

from __future__ import annotations

import ast
import os
import re
import runpy
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from grader.exercises import load_course
from grader.judge import Judge, JudgePool, JudgeSetup
from grader.judge.protocol import Ready
from grader.pipeline import gradebook, write_results
from grader.publishing import write_reports
from grader.reports.formats import USUAL
from grader.results_file import Results
from grader.settlement import NO_RULES
from grader.results import Flag, Job, Outcome, RunResult
from grader.sandbox.confine import probe
from grader.collecting import collect

Once = Callable[[str, Callable[[], Any]], Any]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = {
    "01_yield": "generator",
    "03_send": "send",
    "08_callback": "callback",
    "10_concurrency": "concurrency",
    "12_blocking": "blocking",
    "17_timeout": "timeouts",
    "20_async_iteration": "async_iteration",
}
EXERCISES = tuple(MODULES)
AFTER = "00_after"
"""A tiny exercise of the world's own: an honest answer to it is judged after each attack."""
FOLDERS = {"leaks": "leak", "harm": "harm", "points": "points", "denial": "denial", "archives": "archive"}
MARKER = "kata-attack"
"""Stands in the name of whatever an attack tries to leave behind."""
DEADLINE = 0.75
"""Real seconds for a scenario, in the world of the attacks: dozens of them hang."""
PATIENCE = 40.0
"""Real seconds after which a judge is ended that an attack keeps from its work, for the sake of the others."""
collect_ignore = list(FOLDERS)  # attacks are judged, never imported

_FILE = re.compile(r"^# >>> (.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One file of the corpus."""

    path: Path
    header: Mapping[str, tuple[str, ...]] = field(hash=False)

    @property
    def name(self) -> str:
        """The name of the file, and of the learner who hands it in."""
        return self.path.stem

    def one(self, key: str) -> str:
        """The only line of the header with this key; empty where there is none."""
        return ", ".join(self.header.get(key, ()))

    def items(self, key: str) -> frozenset[str]:
        """The items, between commas, of the header's lines with this key."""
        return frozenset(item.strip() for item in self.one(key).split(",")) - {"", "nothing", "none"}

    @property
    def exercise(self) -> str:
        """The slug of the exercise."""
        return self.one("Exercise")

    def files(self) -> dict[str, bytes]:
        """The files to hand in."""
        if self.one("Built"):
            made: dict[str, bytes] = runpy.run_path(str(self.path))["FILES"]
            return made
        first, *others = _FILE.split(self.path.read_text("utf-8"))
        rest = dict(zip(others[::2], others[1::2], strict=True))
        return {name: text.encode() for name, text in {f"{MODULES[self.exercise]}.py": first, **rest}.items()}


def read(path: Path) -> Attack:
    """An attack, from the docstring of its file."""
    docstring = ast.get_docstring(ast.parse(_FILE.split(path.read_text("utf-8"))[0])) or ""
    header: dict[str, tuple[str, ...]] = {}
    for key, value in re.findall(r"^([A-Z]\w+): (.+)$", docstring, re.MULTILINE):
        header[key] = (*header.get(key, ()), value.strip())
    return Attack(path=path, header=header)


CORPUS = [read(path) for folder in FOLDERS for path in sorted((HERE / folder).glob("*.py"))]
JUDGED = [attack for attack in CORPUS if attack.path.parent.name != "archives"]
UNCONFINED = [attack for attack in JUDGED if attack.one("Unconfined")]
AT_WALLS = [attack for attack in JUDGED if attack.path.parent.name in ("leaks", "harm")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for it each attack in turn, or those of a kind."""
    wanted = {
        "attack": JUDGED,
        "at_walls": AT_WALLS,
        "written": CORPUS,
        "archive": [attack for attack in CORPUS if attack not in JUDGED],
        "thief": [attack for attack in UNCONFINED if attack.one("Tries") == "leak"],
        "vandal": [attack for attack in UNCONFINED if attack.one("Tries") == "harm"],
    }
    for name in wanted.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, wanted[name], ids=[f"{a.path.parent.name}-{a.name}" for a in wanted[name]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one attack."""

    run: RunResult
    seconds: float
    """Real seconds that judging it took."""
    honest: RunResult
    """An honest submission, judged right after it by the same judge."""
    judges: tuple[int, int]
    """The process id of the judge, before and after."""
    left: tuple[str, ...]
    """Processes and threads that the judge had afterwards, and had not before."""
    memory: int
    """The most bytes of memory that the judge had meanwhile."""
    text: str
    """Everything that people are shown of it: results and reports."""

    @property
    def passed(self) -> frozenset[str]:
        """The ids of the checks that passed."""
        return frozenset(check.id for check in self.run.checks if check.outcome is Outcome.PASSED)

    @property
    def shown(self) -> list[str]:
        """Message and output of each check."""
        return [f"{check.message}\n{check.output}" for check in self.run.checks]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What a person must look at."""
        return self.run.flags


class World:
    """A course, a class, a home and a judge's environment, all with something in them to find."""

    def __init__(self, base: Path, *, confine: bool = True, guard: bool = True) -> None:
        self.base, self.guard = base, guard
        self.canaries = {kind: f"canary-{kind}-{secrets.token_hex(8)}" for kind in _CANARIES}
        _build_course(base / "course", self.canaries)
        for kind, place in _PLACES.items():
            file = base / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"# {self.canaries[kind]}\n" + _neighbour(kind))
        (base / "tmp").mkdir()
        self.environment = {
            "HOME": str(base / "home"),
            "TMPDIR": str(base / "tmp"),
            "GRADER_SECRET": self.canaries["environment"],
        }
        self.course = load_course(base / "course")
        self.setup = JudgeSetup(root=str(base / "course"), exercises=(AFTER, *EXERCISES), confine=confine)

    def leaked(self, text: str) -> set[str]:
        """The kinds of canaries that stand in a text."""
        return {kind for kind, token in self.canaries.items() if token in text}

    def snapshot(self) -> dict[str, object]:
        """Everything on the disk that belongs to the world, and whatever else attacks would leave behind."""
        found: dict[str, object] = {str(path): _facts(path) for path in self.base.rglob("*") if _counts(path)}
        for folder in map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", Path.home(), Path.cwd())):
            found |= {str(path): _facts(path) for path in folder.glob(f"*{MARKER}*")}
        for path in map(Path, ("/dev/null", "/dev/zero", "/dev/shm", "/tmp")):
            found[str(path)] = (path.stat().st_mode, path.stat().st_uid)
        unix = Path("/proc/net/unix")
        found["sockets"] = unix.read_text().count(MARKER) if unix.exists() else 0
        return found

    def survivors(self) -> dict[int, str]:
        """Processes that were started with a path of the world: judges, zygotes and every fork of theirs."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(self.base) in command and int(process.name) != os.getpid():
                found[int(process.name)] = command.decode(errors="replace")
        return found

    def hand_in(self, attacks: list[Attack]) -> None:
        """Put the attacks into the folder of the class, a learner each."""
        for attack in attacks:
            for name, content in attack.files().items():
                file = self.base / "class" / attack.name / attack.exercise / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.replace(b"/the/world", os.fsencode(self.base)))

    def judge(self, attacks: list[Attack], threads: int = 2) -> dict[str, Verdict]:
        """Collect, judge, score and report all attacks; verdicts by name."""
        self.hand_in(attacks)
        modules = {one.slug: one.module for one in self.course.exercises}
        collection = collect([self.base / "class"], modules, EXERCISES)
        runs: dict[str, SimpleNamespace] = {}
        with (
            pytest.MonkeyPatch.context() as patch,
            closing(Benches(self.setup, guard=self.guard)) as benches,
            ThreadPoolExecutor(threads) as executor,
        ):
            for name, value in self.environment.items():
                patch.setenv(name, value)
            jobs = [
                (one.learner, Job(exercise=one.exercise, module=modules[one.exercise], files=one.files))
                for one in collection.submissions
            ]
            for (learner, job), seen in zip(
                jobs, executor.map(lambda pair: benches.judge(pair[1]), jobs), strict=True
            ):
                runs[learner, job.exercise] = seen
            self.afterwards = benches.last()
        ordered = [runs[one.learner, one.exercise].run for one in collection.submissions]
        book = gradebook(collection, self.course.pick(EXERCISES), ordered)
        results = Results(judged=book, rules=NO_RULES, grader="0", python="3")
        results = write_results(results, self.base / "report")
        write_reports(results, self.base / "report", USUAL)
        entries = {(entry.learner, entry.exercise): entry for entry in book.entries}
        found = {}
        for attack in attacks:
            seen = runs[attack.name, attack.exercise]
            run = entries[attack.name, attack.exercise].run
            pages = (self.base / "report" / "feedback").glob(f"{attack.name}*.md")
            text = msgspec.json.encode(run).decode() + "".join(page.read_text("utf-8") for page in pages)
            found[attack.name] = Verdict(
                run=run,
                seconds=seen.seconds,
                honest=seen.honest,
                judges=seen.judges,
                left=seen.left,
                memory=seen.memory,
                text=text,
            )
        return found


class Benches:
    """A pool of one judge for each thread: so an honest submission comes to the judge that the attack came to."""

    def __init__(self, setup: JudgeSetup, *, guard: bool) -> None:
        self._make = Judge if guard else Unguarded
        self._setup, self._own, self._all = setup, threading.local(), list[JudgePool]()

    def judge(self, job: Job) -> SimpleNamespace:
        """Judge an attack, then an honest submission, and look at the judge before and after."""
        if not hasattr(self._own, "pool"):
            self._own.pool = JudgePool(self._setup, self._make)
            self._all.append(self._own.pool)
            self._own.pool.judge(HONEST)
        pool = self._own.pool
        before, start = _pid(pool), time.monotonic()
        population = set(_household(before))
        _measure_anew(before)
        watchdog = threading.Timer(PATIENCE, pool.stop)
        watchdog.start()
        run = pool.judge(job)
        watchdog.cancel()
        seconds, memory = time.monotonic() - start, _most_memory(_pid(pool))
        honest = pool.judge(HONEST)
        left = tuple(sorted(set(_household(_pid(pool))) - population))
        if seconds > PATIENCE:
            del self._own.pool
        return SimpleNamespace(
            run=run, seconds=seconds, honest=honest, judges=(before, _pid(pool)), left=left, memory=memory
        )

    def last(self) -> list[RunResult]:
        """What each judge, after all that was done to it, has to say of each solution."""
        solutions = [_solution(slug) for slug in EXERCISES]
        return [pool.judge(job) for pool in self._all for job in solutions if not pool._stopped]

    def close(self) -> None:
        """End the judges."""
        for pool in self._all:
            pool.close()


class Unguarded(Judge):
    """A judge whose workers have walls, but nothing within them that looks or refuses."""

    def start(self) -> Ready:
        """Start as ever, by another command."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "grader.judge.client.subprocess", SimpleNamespace(**{**vars(subprocess), "Popen": _unguarded})
            )
            return super().start()


def _unguarded(command: list[str], **options: object) -> subprocess.Popen[bytes]:
    *options_of_python, _, _, argument = command
    return subprocess.Popen([*options_of_python, "-c", _JUDGE, argument], **options)  # type: ignore[call-overload]


_JUDGE = """
import sys
from grader.judge.session import main
from grader.sandbox import supervisor
disarm = "from grader.sandbox import guard; guard.Guard.arm = lambda self, *_, **__: self.unhide(); "
disarm += "guard.Guard.take = lambda self: (); "
supervisor._ZYGOTE = disarm + supervisor._ZYGOTE
raise SystemExit(main(sys.argv[1:]))
"""


def _pid(pool: JudgePool) -> int:
    process = pool._all[-1]._process
    return process.pid if process and process.poll() is None else 0


def _measure_anew(judge: int) -> None:
    """Let the kernel forget how much memory a judge has had."""
    if judge:
        Path(f"/proc/{judge}/clear_refs").write_text("5")


def _most_memory(judge: int) -> int:
    """The most bytes of memory that a judge has had since then."""
    if not judge:
        return 0
    (line,) = [
        line for line in Path(f"/proc/{judge}/status").read_text().splitlines() if line.startswith("VmHWM")
    ]
    return int(line.split()[1]) * 1024


def _household(judge: int) -> Iterator[str]:
    """The threads of a judge, its child and its child's children, in words."""
    if not judge:
        return
    for task in Path(f"/proc/{judge}/task").iterdir():
        yield f"thread {task.name} of the judge"
        for zygote in (task / "children").read_text().split():
            yield "a child of the judge"  # a zygote that an attack ended is replaced, and may be
            for worker in Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split():
                yield f"worker {worker}"


def _solution(exercise: str) -> Job:
    module = MODULES[exercise]
    source = (ROOT / "solutions" / exercise / f"{module}.py").read_bytes()
    return Job(exercise=exercise, module=module, files={f"{module}.py": source})


HONEST = Job(
    exercise=AFTER,
    module="after",
    files={"after.py": b"import asyncio\nasync def wait(x):\n    await asyncio.sleep(x)\n    return [x]\n"},
)
_TINY = {
    f"exercises/{AFTER}/exercise.toml": """\
id = "00_after"
order = 0
module = "after"
title = "After"
title_zh = "之后"
notes = ""
points = 1

[[tasks]]
title = "wait waits"
title_zh = "等待"
names = ["wait"]
""",
    f"tests/specs/{AFTER}/scenarios.py": """\
from grader.specs import scenario

@scenario
async def wait(submission, seconds):
    return await submission.wait(seconds)
""",
    f"tests/specs/{AFTER}/spec_after.py": '''\
import pytest

@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [1, 4])
def test_waits(wait, seconds):
    """It waits."""
    seen = wait(seconds)
    assert seen.elapsed == seconds
    assert seen.value == [seconds]
''',
}
_PLACES = {
    "home": "home/.netrc",
    "outside": "outside.txt",
    "neighbour": "class/neighbour/01_yield/generator.py",
    "cache": "course/tests/specs/01_yield/__pycache__/spec_generator.cpython-311.pyc",
}
_CANARIES = (*_PLACES, "spec", "solution", "scenarios", "environment")


def _neighbour(kind: str) -> str:
    if kind != "neighbour":
        return ""
    return (ROOT / "solutions/01_yield/generator.py").read_text("utf-8")


def _build_course(root: Path, canaries: Mapping[str, str]) -> None:
    """The true exercises, each hidden file with a canary, and a short deadline; and the tiny one."""
    for name, text in _TINY.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for slug in EXERCISES:
        module = MODULES[slug]
        files = {
            f"exercises/{slug}/exercise.toml": "",
            f"exercises/{slug}/{module}.py": "",
            f"tests/specs/{slug}/scenarios.py": "scenarios",
            f"tests/specs/{slug}/spec_{module}.py": "spec",
            f"solutions/{slug}/{module}.py": "solution",
        }
        for name, kind in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            text = (ROOT / name).read_text("utf-8")
            (root / name).write_text(f"{text}\n# {canaries[kind]}\n" if kind else text, "utf-8")
        toml = root / f"exercises/{slug}/exercise.toml"
        text = re.sub(r"^deadline.*\n", "", toml.read_text("utf-8"), flags=re.MULTILINE)
        toml.write_text(text.replace("points =", f"deadline = {DEADLINE}\npoints =", 1), "utf-8")


def _counts(path: Path) -> bool:
    """Whether a file should stay as it is: reports are written by us, and Python writes its caches."""
    return "report" not in path.parts and "__pycache__" not in path.parts and "class" not in path.parts


def _facts(path: Path) -> object:
    state = path.lstat()
    return (state.st_mode, state.st_uid, state.st_size, state.st_mtime_ns if path.is_file() else 0)


@pytest.fixture(scope="session")
def walls_stand() -> None:
    """Skip the tests on a machine without walls."""
    missing = "; ".join(f"{wall.name}: {wall.why_not}" for wall in probe() if not wall.stands)
    if sys.platform != "linux" or missing:
        pytest.skip(f"no walls here: {missing}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Attacks judged in one batch, and the world before and after."""

    verdicts: dict[str, Verdict]
    before: dict[str, object]
    after: dict[str, object]
    alive: tuple[str, ...]
    """Processes that still had to do with the world after its judges had ended."""


def _campaign(base: Path, attacks: list[Attack], *, guard: bool) -> tuple[World, Campaign]:
    """Judge attacks in a new world, two at a time."""
    world = World(base, guard=guard)
    before = world.snapshot()
    verdicts = world.judge(attacks)
    return world, Campaign(
        verdicts=verdicts, before=before, after=world.snapshot(), alive=tuple(world.survivors().values())
    )


@pytest.fixture(scope="session")
def guarded(walls_stand: None, once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Campaign]:
    """The world in which all attacks are judged, and what came of it."""
    return once("world", lambda: _campaign(tmp_path_factory.mktemp("world"), JUDGED, guard=True))


@pytest.fixture(scope="session")
def bare(walls_stand: None, once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Campaign]:
    """The same without the guard, for what reads and what harms: the walls alone."""
    return once("bare", lambda: _campaign(tmp_path_factory.mktemp("bare"), AT_WALLS, guard=False))


@pytest.fixture(scope="session")
def world(guarded: tuple[World, Campaign]) -> World:
    """The world in which the attacks are judged."""
    return guarded[0]


@pytest.fixture(scope="session")
def campaign(guarded: tuple[World, Campaign]) -> Campaign:
    """All attacks, judged."""
    return guarded[1]


@pytest.fixture(scope="session")
def bare_world(bare: tuple[World, Campaign]) -> World:
    """The world without the guard."""
    return bare[0]


@pytest.fixture(scope="session")
def bare_campaign(bare: tuple[World, Campaign]) -> Campaign:
    """What reads and what harms, judged with the walls alone."""
    return bare[1]


@pytest.fixture(params=["guarded", "bare"])
def either(request: pytest.FixtureRequest) -> tuple[World, Campaign]:
    """One of the two worlds, and what was done there."""
    found: tuple[World, Campaign] = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def verdict(campaign: Campaign, attack: Attack) -> Verdict:
    """What came of the attack."""
    return campaign.verdicts[attack.name]


@pytest.fixture(scope="session")
def robbed(once: Once, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, dict[str, Verdict]]:
    """A world without walls and guard, and what its thieves came home with."""

    def rob() -> tuple[World, dict[str, Verdict]]:
        world = World(tmp_path_factory.mktemp("robbed"), confine=False, guard=False)
        before = world.snapshot()
        verdicts = world.judge([attack for attack in UNCONFINED if attack.one("Tries") == "leak"])
        assert world.snapshot() == before, "a thief must do no harm: it is let loose on the machine of the tests"
        return world, verdicts

    return once("robbed", rob)


@pytest.fixture
def own_world(tmp_path: Path) -> Iterator[World]:
    """A world without walls and guard, to be harmed: for the proof that the tests would see it."""
    yield World(tmp_path, confine=False, guard=False)
    shutil.rmtree(tmp_path, ignore_errors=True)
