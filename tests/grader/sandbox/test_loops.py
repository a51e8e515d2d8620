"""A loop's time and asyncio's list of tasks cannot be made to lie unseen."""

import sys
import textwrap

import pytest

from grader.results import Job
from grader.sandbox.supervisor import Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

SCENARIOS = """
import asyncio
from grader.specs import scenario

@scenario
async def left(submission):
    start = asyncio.get_running_loop().time()
    await submission.f()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return len(others), asyncio.get_running_loop().time() - start
"""

WORK = """
import asyncio
async def work():
    await asyncio.sleep(9)
"""


@pytest.fixture(scope="module")
def supervisor(tmp_path_factory):
    """A supervisor whose zygote knows the scenario above."""
    file = tmp_path_factory.mktemp("00_kata") / "scenarios.py"
    file.write_text(SCENARIOS)
    with Supervisor({"00_kata": file}) as supervisor:
        yield supervisor


@pytest.fixture
def run(supervisor):
    """Run the scenario on a program; gives what was seen."""

    def run(source):
        text = WORK + textwrap.dedent(source)
        worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": text.encode()}))
        seen = worker.run("left", (), seed=0, deadline=5.0)
        worker.close()
        return seen

    return run


def codes(seen):
    """Code and evidence of each flag."""
    return [(flag.code, flag.evidence) for flag in seen.flags]


def test_what_is_left_is_counted(run):
    """Honest programs: tasks that are left are seen, and the time that went by; no flag."""
    seen = run("async def f():\n    f.task = asyncio.create_task(work())\n    await asyncio.sleep(2)")
    assert (seen.value, seen.flags) == ((1, 2.0), ())


@pytest.mark.parametrize(
    "change",
    ["loop.time = lambda: 0.0", "vars(loop)['time'] = lambda: 0.0", "loop.__dict__.update(time=lambda: 0.0)"],
)
def test_an_attribute_of_the_loop_changes_no_time(run, change):
    """The class's own has precedence."""
    seen = run(f"""
    async def f():
        loop = asyncio.get_running_loop()
        await asyncio.sleep(3)
        try:
            {change}
        except AttributeError:
            pass
    """)
    assert seen.value == (0, 3.0)


def test_a_loop_with_its_own_time_is_told_of(run):
    """A policy may bring loops of another class, but not such ones."""
    seen = run("""
    class Loop(asyncio.SelectorEventLoop):
        def time(self):
            return 3.0
    class Policy(asyncio.DefaultEventLoopPolicy):
        _loop_factory = Loop
    asyncio.set_event_loop_policy(Policy())
    async def f(): pass
    """)
    assert codes(seen) == [("time", "Loop.time")]


def test_a_loop_of_another_class_is_fine(run):
    """As long as it tells the time as ever."""
    seen = run("""
    class Loop(asyncio.SelectorEventLoop):
        def call_exception_handler(self, context): pass
    class Policy(asyncio.DefaultEventLoopPolicy):
        _loop_factory = Loop
    asyncio.set_event_loop_policy(Policy())
    async def f(): await asyncio.sleep(1)
    """)
    assert (seen.value, seen.flags) == ((0, 1.0), ())


HIDING = {
    "taken off the list": "asyncio._unregister_task(task)",
    "taken out of the set": "[s.discard(task) for s in vars(asyncio.tasks).values() if hasattr(s, 'discard')]",
    "of another loop": "task.get_loop = lambda: None",
}


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_a_hidden_task_is_told_of(run, hide):
    """The clock has counted it."""
    seen = run(f"""
    async def f():
        task = f.task = asyncio.create_task(work())
        await asyncio.sleep(1)
        {hide}
    """)
    assert codes(seen) == [("tasks", "'work'")]


def test_a_task_that_says_it_is_done_is_told_of(run):
    """Whether it is done is not the word of its class."""
    seen = run("""
    class Quiet(asyncio.tasks._PyTask):
        quiet = False
        def done(self): return self.quiet or super().done()
    async def f():
        task = f.task = Quiet(work(), loop=asyncio.get_running_loop())
        await asyncio.sleep(1)
        task.quiet = True
    """)
    assert ("tasks", "'work'") in codes(seen)


def test_tasks_of_other_loops_are_none_of_ours(run):
    """A thread with a loop of its own has its own tasks; those that are done are not hidden."""
    seen = run("""
    async def f():
        thread = asyncio.create_task(asyncio.to_thread(asyncio.run, work()))
        await asyncio.sleep(1)
        await asyncio.gather(*(asyncio.create_task(asyncio.sleep(1)) for _ in range(5)))
        assert len(asyncio.all_tasks()) == 2
        await thread
    """)
    assert (seen.error, seen.value, seen.flags) == (None, (0, 9.0), ())
