"""Nobody is suspected of what the course itself holds: its programs run without a flag, by scan, hook or check."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.exercises import load_course
from grader.judge import Judge, JudgeSetup
from grader.programs import programs_of
from grader.results import Job, Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
PROGRAMS = [program for exercise in COURSE.exercises for program in programs_of(exercise)]


@pytest.fixture(scope="module")
def judge():
    """A judge of the whole course."""
    slugs = tuple(exercise.slug for exercise in COURSE.exercises)
    with Judge(JudgeSetup(root=str(ROOT), exercises=slugs, confine=True)) as judge:
        yield judge


def suspected(judge, kinds):
    """The programs of these kinds that are flagged, each with its flags."""
    flags = {program.name: judge.judge(program.job).flags for program in PROGRAMS if program.kind in kinds}
    assert flags
    return {name: found for name, found in flags.items() if found}


def test_no_solution_is_flagged(judge):
    """Every stub and every solution; `validate` proves it of all programs."""
    assert suspected(judge, ("stub", "solution")) == {}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_no_honest_program_is_flagged(judge, kind):
    """Every other right way, and every program that is honestly wrong: those that hang, block and crash, too."""
    assert suspected(judge, (kind,)) == {}


TRIED_OUT = """

import faulthandler, inspect, linecache, logging, sched, sys, threading
from concurrent.futures import ThreadPoolExecutor
try:
    import uvloop
    uvloop.install()
except ImportError:
    pass
logging.basicConfig(level=logging.DEBUG)
logging.captureWarnings(True)
faulthandler.enable()
linecache.clearcache()
assert inspect.getsource(sys.modules[__name__])
linecache.clearcache()

async def _work(seconds):
    await asyncio.sleep(seconds)
    return seconds

async def _try_out():
    print(await asyncio.gather(*(_work(n / 3) for n in range(4))))
    async with asyncio.TaskGroup() as group:
        group.create_task(_work(0.1), name="tried")
    try:
        await asyncio.wait_for(_work(5), 0.7)
    except TimeoutError:
        print("too late")
    asyncio.create_task(_work(100))

_loop = asyncio.get_event_loop() if sys.version_info < (3, 14) else asyncio.new_event_loop()
_loop.run_until_complete(_work(0.01))
asyncio.run(_try_out())
_threads = [threading.Thread(target=time.sleep, args=(n / 7,), daemon=True) for n in (1, 2, 1000)]
for _thread in _threads:
    _thread.start()
_threads[1].join()
with ThreadPoolExecutor(3) as _pool:
    print(list(_pool.map(time.sleep, [0.1, 0.2])))
_scheduler = sched.scheduler(time.monotonic, time.sleep)
_scheduler.enter(0.123456789, 1, print, ("now",))
_scheduler.run()
time.sleep(1 / 3)
"""
"""What beginners leave at the end of their file, where it runs at every import."""


@pytest.mark.parametrize("slug", [one.slug for one in COURSE.exercises if not one.info.processes])
def test_what_is_tried_out_at_import_is_neither_judged_nor_suspected(judge, slug):
    """A solution stays right, to the nanosecond, whatever it waited for, printed or left behind before it is called."""
    exercise = COURSE.by_slug[slug]
    text = exercise.solution.read_text("utf-8") + "\nimport asyncio, time" + TRIED_OUT
    run = judge.judge(Job(exercise=slug, module=exercise.module, files={exercise.stub.name: text.encode()}))
    assert run.checks
    assert [check.id for check in run.checks if check.outcome is not Outcome.PASSED] == []
    assert run.flags == ()


def pointed_at(judge, wanted):
    """The files at which the checks of wrong programs point: where, and in which frames."""
    runs = [
        judge.judge(program.job) for program in PROGRAMS if program.kind == "wrong" and wanted(program.name)
    ]
    assert runs
    diagnoses = [check.diagnosis for run in runs for check in run.checks if check.diagnosis is not None]
    places = [place for one in diagnoses for place in (one.where, *one.traceback) if place is not None]
    return {Path(place.file).name for place in places}


def test_feedback_points_at_the_learners_lines(judge):
    """Whoever calls what blocks is to blame, not the hidden line that blocks when it is called."""
    assert pointed_at(judge, lambda name: "12_blocking" in name) == {"blocking.py"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_feedback_points_into_the_specs(judge):
    """Of no wrong program is a line told that its learner cannot see."""
    assert not {"scenarios.py"} & pointed_at(judge, lambda name: True)
