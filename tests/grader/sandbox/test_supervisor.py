"""Whatever a worker does, a request ends with an observation, and the next request gets a new worker."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from grader.errors import InfrastructureError
from grader.observation import Trouble
from grader.results import Job
from grader.sandbox.endings import frames_of_dump
from grader.sandbox.handle import Worker
from grader.sandbox.supervisor import Supervisor
from grader.sandbox.worker import ANSWER_LIMIT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

SCENARIOS = """
from grader.specs import scenario

@scenario
def call(submission, *arguments):
    return submission.f(*arguments)

@scenario
async def wait(submission):
    return await submission.f()

@scenario
def loaded(submission):
    import sys
    return sorted(sys.modules)

@scenario
def lines(submission):
    import linecache
    return linecache.getlines(__file__)

@scenario
async def two_at_once(submission):
    import asyncio
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
"""


@pytest.fixture(scope="module")
def supervisor(tmp_path_factory):
    """A supervisor whose zygote knows the scenarios above."""
    file = tmp_path_factory.mktemp("00_kata") / "scenarios.py"
    file.write_text(SCENARIOS)
    with Supervisor({"00_kata": file}) as supervisor:
        yield supervisor


@pytest.fixture
def run(supervisor):
    """Run a scenario on a module with the given source, in a worker of its own."""
    workers = []

    def run(source, scenario="call", *arguments, deadline=5.0):
        job = Job(exercise="00_kata", module="kata", files={"kata.py": source.encode()})
        workers.append(supervisor.worker(job))
        return workers[-1].run(scenario, arguments, seed=0, deadline=deadline)

    yield run
    for worker in workers[:-1]:
        assert worker.spent
    if workers:
        workers[-1].close()


def test_steps_are_kept_where_they_are_asked_for(supervisor):
    """Only with `timeline` does an observation tell of each step; all else of it is the same."""
    job = Job(exercise="00_kata", module="kata", files={"kata.py": b""})
    worker = supervisor.worker(job)
    plain, told = (
        worker.run("two_at_once", (), seed=0, deadline=5.0, timeline=timeline) for timeline in (False, True)
    )
    worker.close()
    assert plain.sightings.timeline == ()
    assert {step.task for step in told.sightings.timeline} == {"Task-1", "Task-2", "Task-3"}
    assert (plain.elapsed, plain.sightings.most_in_flight) == (told.elapsed, told.sightings.most_in_flight)


def test_nobody_looks_for_the_text_of_the_scenarios(run):
    """It is out of reach behind the walls: a look for each line of theirs would be in vain, and costs time."""
    seen = run("import os\nos.stat = os.open = open = None", "lines")
    assert (seen.value, seen.error) == ([], None)


def test_gives_what_the_scenario_saw(run):
    """A value, the output and the virtual time come back over the wire."""
    seen = run("import time\ndef f(x):\n    print(x)\n    time.sleep(2)\n    return (x, {1})", "call", "协程")
    assert (seen.value, seen.output, seen.elapsed) == (("协程", {1}), "协程\n", 2.0)


def test_text_that_is_no_text_comes_back(run):
    """Lone surrogates in the value, the output and an error do not break the wire."""
    assert run("def f():\n    print('\\ud800')\n    return '\\ud800'").value == "\ud800"


@pytest.mark.parametrize("value", ["['\\ud83d', b'abc']", "[b'abc', {b'k': 'v'}]"])
def test_a_surrogate_in_a_name_changes_no_value(run, value):
    """A task that is named after half an emoji: what the function gives stays what it is, bytes and all."""
    seen = run(
        "import asyncio\n"
        "async def main():\n"
        "    asyncio.create_task(asyncio.sleep(60), name='\\ud83d')\n"
        f"    await asyncio.sleep(1)\n    return {value}\n"
        "def f(): return asyncio.run(main())"
    )
    assert (seen.error, seen.flags) == (None, ())
    assert seen.value == eval(value)


def test_a_surrogate_in_an_error_comes_back(run):
    """An exception with text that UTF-8 cannot carry is told of."""
    assert run("def f(): raise ValueError('\\ud800')").error.message == "\\ud800"


def test_only_what_is_needed_is_loaded_beside_the_learner(run):
    """No pytest, no judge, no score and no solution is in a zygote's `sys.modules`; a worker shows nothing of ours."""
    program = "import sys, grader.sandbox.zygote; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.startswith("grader.") and not name.startswith("grader.clock")}
    assert ours == {
        "grader.flags",
        "grader.observation",
        "grader.sandbox",
        "grader.sandbox.audit_hook",
        "grader.sandbox.classes",
        "grader.sandbox.confine",
        "grader.sandbox.current_loop",
        "grader.sandbox.extension_modules",
        "grader.sandbox.findings",
        "grader.sandbox.frames",
        "grader.sandbox.genuine",
        "grader.sandbox.guard",
        "grader.sandbox.kernel",
        "grader.sandbox.landlock",
        "grader.sandbox.loading",
        "grader.sandbox.loops",
        "grader.sandbox.namespaces",
        "grader.sandbox.observe",
        "grader.sandbox.plain",
        "grader.sandbox.real_time",
        "grader.sandbox.rules",
        "grader.sandbox.seccomp",
        "grader.sandbox.self_pipes",
        "grader.sandbox.threads",
        "grader.sandbox.transcript",
        "grader.sandbox.tripwires",
        "grader.sandbox.troubles",
        "grader.sandbox.worker",
        "grader.sandbox.zygote",
        "grader.specs",
    }
    seen = set(run("", "loaded").value)
    assert not {"pytest", "_pytest", "pluggy", "click"} & (loaded | seen)
    assert not [name for name in seen if name.startswith("grader")]


def test_a_hang_is_ended_and_names_its_line(run):
    """An endless loop costs its deadline and is told with the line on which it was."""
    failure = run("def f():\n    while True:\n        pass\n", deadline=0.3).error
    assert failure.trouble is Trouble.DEADLINE
    assert failure.where.line in (2, 3)
    assert failure.where.function == "f"


def test_a_hang_that_catches_everything_is_ended(run):
    """A loop that swallows every exception cannot hold out."""
    source = "def f():\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass\n"
    assert run(source, deadline=0.3).error.trouble is Trouble.DEADLINE


def test_a_hang_in_c_names_its_line(run):
    """One long operation of C, which Python cannot interrupt, is ended too."""
    failure = run("def f():\n    return sum(range(10 ** 12))\n", deadline=0.3).error
    assert (failure.trouble, failure.where.line) == (Trouble.DEADLINE, 2)


@pytest.mark.parametrize("status", [0, 3])
def test_an_exit_is_told_with_its_status(run, status):
    """`os._exit(0)` is a crash, not an answer."""
    failure = run(f"import os\ndef f(): os._exit({status})").error
    assert (failure.trouble, failure.message) == (Trouble.CRASHED, str(status))


def test_an_exit_at_import_is_told(run):
    """`os._exit(0)` at import is a crash as well."""
    assert run("import os\nos._exit(0)").error.trouble is Trouble.CRASHED


def test_a_crash_of_python_is_told(run):
    """A segmentation fault names its signal."""
    failure = run(
        "def f():\n    deep = iter(())\n    for _ in range(10 ** 6): deep = filter(None, deep)\n    next(deep)"
    ).error
    assert (failure.trouble, failure.type) == (Trouble.CRASHED, signal.strsignal(signal.SIGSEGV))


def test_running_out_of_memory_is_told(run):
    """Memory is limited: the learner sees MemoryError, the machine nothing."""
    assert run("def f(): return bytearray(2 ** 33)").error.trouble is Trouble.OUT_OF_MEMORY


@pytest.mark.parametrize(
    "value",
    [
        f"'x' * {ANSWER_LIMIT}",
        "{number / 2 for number in range(1001)}",
        "{(number,): number for number in range(1001)}",
        "set(map(str, range(100_000)))",
    ],
    ids=["a text", "numbers in a set", "odd keys", "more than is copied"],
)
def test_a_result_that_is_too_large_is_told(run, value):
    """What does not fit into an answer is refused by the worker itself, and is nobody's forgery."""
    seen = run(f"def f(): return {value}")
    assert (seen.error.trouble, seen.error.message) == (Trouble.GARBLED, "the result is too large")
    assert seen.flags == ()


@pytest.mark.parametrize(
    "value",
    [f"'x' * {ANSWER_LIMIT // 2}", "{number / 2 for number in range(1000)}", "set(map(str, range(10_000)))"],
)
def test_a_large_result_comes_through(run, value):
    """What an exercise might ask for fits."""
    assert run(f"def f(): return {value}").value == eval(value)


FORGERIES = {
    "garbage": "os.write(fd, b'garbage' * 100)",
    "four gigabytes": "os.write(fd, b'\\xff\\xff\\xff\\xff')",
    "more than an answer may have": f"os.write(fd, ({ANSWER_LIMIT} + 1).to_bytes(4, 'big'))",
    "no observation": "os.write(fd, b'\\0\\0\\0\\1\\xc0')",
    "half a frame, then the end": "os.write(fd, b'\\0\\0\\1\\0half'); os._exit(0)",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_what_is_no_observation_costs_the_check(run, forgery):
    """Bytes of the learner's own on the channel are no verdict, whatever they are."""
    source = f"""import os, stat
def is_socket(fd):
    try: return stat.S_ISSOCK(os.fstat(fd).st_mode)
    except OSError: return False
def f():
    for fd in filter(is_socket, range(3, 64)):
        {forgery}
    return 4
"""
    error = run(source, deadline=1.0).error
    assert error is not None
    assert error.trouble in (Trouble.GARBLED, Trouble.CRASHED, Trouble.DEADLINE)


@pytest.mark.parametrize("victim", ["worker", "zygote"])
def test_what_others_kill_is_the_machines_fault(supervisor, victim):
    """A worker that was killed from outside is no verdict; after that there is a new one."""
    job = Job(exercise="00_kata", module="kata", files={"kata.py": b"def f(): return 4"})
    worker = supervisor.worker(job)
    os.kill(worker._pid if victim == "worker" else supervisor._zygote.pid, signal.SIGKILL)
    assert select.select([worker._pidfd], [], [], 5)[0], "the worker lives on"
    with pytest.raises(InfrastructureError, match="killed"):
        worker.run("call", (), seed=0, deadline=5.0)
    with contextlib.suppress(InfrastructureError):  # where the zygote is gone, nobody tells how it ended
        worker.close()
    following = supervisor.worker(job)
    assert following.run("call", (), seed=0, deadline=5.0).value == 4
    following.close()


def test_scenarios_that_cannot_be_loaded_are_said(tmp_path, capfd):
    """A broken scenarios.py is an InfrastructureError, with Python's own words on stderr."""
    file = tmp_path / "scenarios.py"
    file.write_text("1/0")
    with (
        Supervisor({"00_kata": file}) as supervisor,
        pytest.raises(InfrastructureError, match="could not be started"),
    ):
        supervisor.worker(Job(exercise="00_kata", module="kata", files={}))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_nothing_is_left_behind(tmp_path):
    """After close, neither the zygote nor a worker is alive."""
    file = tmp_path / "scenarios.py"
    file.write_text(SCENARIOS)
    with Supervisor({"00_kata": file}) as supervisor:
        worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": b""}))
        zygote = supervisor._zygote.pid
    worker._channel.close()
    end = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in (zygote, worker._pid)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not os.path.exists(f"/proc/{zygote}")
    assert not os.path.exists(f"/proc/{worker._pid}")


def test_the_learners_frames_of_a_dump():
    """Of what faulthandler writes, the learner's own frames are taken, outermost first."""
    dump = """Current thread 0x1 (most recent call first):
  File "kata.py", line 2 in inner
  File "/usr/lib/python3/asyncio/runners.py", line 9 in run
  File "kata.py", line 3 in outer
"""
    frames = frames_of_dump(dump, {"kata.py": b"a\nb\nc\n"})
    assert [(frame.line, frame.function, frame.source) for frame in frames] == [
        (3, "outer", "c"),
        (2, "inner", "b"),
    ]


def test_sets_are_in_the_same_order_in_every_worker(supervisor, tmp_path):
    """Hashes are not random, so a verdict cannot depend on the order of a set of strings."""
    source = b"def f(): return ''.join({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
    job = Job(exercise="00_kata", module="kata", files={"kata.py": source})
    file = tmp_path / "scenarios.py"
    file.write_text(SCENARIOS)
    with Supervisor({"00_kata": file}) as other:
        values = []
        for one in (supervisor, other):
            worker = one.worker(job)
            values.append(worker.run("call", (), seed=0, deadline=5.0).value)
            worker.close()
    assert values[0] == values[1]


def test_names_in_a_dump_are_as_they_are_written():
    """`faulthandler` writes ASCII only; files and functions may have any name."""
    dump = r"""  File "\u5de5\u5177.py", line 2 in \u6c42\u548c\xe9\U0001d4d0"""
    (frame,) = frames_of_dump(dump, {"工具.py": b"a\nb\n"})
    assert (frame.file, frame.function, frame.source) == ("工具.py", "求和é𝓐", "b")
    assert frames_of_dump(r'File "kata.py", line 1 in \U00ffffff', {"kata.py": b""})


def test_nobody_is_asked_when_nobody_is_left():
    """When the last process has ended, the kernel says so; to wait for a question of its would be for ever."""
    reads, writes = os.pipe()
    poll = select.poll()
    poll.register(reads, select.POLLIN)
    os.close(writes)
    family = SimpleNamespace(fileno=lambda: reads, answer=lambda: pytest.fail("asked"))
    ((_, events),) = poll.poll()
    Worker._answer(SimpleNamespace(_poll=poll), family, events)
    assert poll.poll(0) == []
    os.close(reads)


def test_a_forged_dump_cannot_break_anything():
    """Lines that do not exist have no source."""
    assert frames_of_dump('File "kata.py", line 999 in x', {"kata.py": b""})[0].source == ""
    assert frames_of_dump("nonsense", {"kata.py": b""}) == ()
