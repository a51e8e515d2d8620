"""A program that may start processes starts them in every way, stays within bounds, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.observation import Observation, Trouble
from grader.results import Job
from grader.sandbox.family import LIVING
from grader.sandbox.patience import members
from grader.sandbox.supervisor import Supervisor

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux"),
    pytest.mark.usefixtures("walls_stand"),
]

Run = Callable[..., Observation]

SCENARIOS = """
import time
from grader.specs import scenario

def square(x):
    return x * x

@scenario
def call(submission, *arguments):
    return submission.f(*arguments)

@scenario
async def wait(submission, *arguments):
    return await submission.f(*arguments)

@scenario
def give(submission, *arguments):
    return submission.f(square, *arguments)
"""


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same scenarios for two exercises."""
    root = tmp_path_factory.mktemp("specs")
    files = {slug: root / slug / "scenarios.py" for slug in ("00_kata", "01_kata")}
    for file in files.values():
        file.parent.mkdir()
        file.write_text(SCENARIOS)
    return files


@pytest.fixture(scope="module")
def supervisor(scenarios: dict[str, Path]) -> Iterator[Supervisor]:
    """A supervisor of two exercises: in `00_kata` programs may start processes."""
    with Supervisor(scenarios, processes={"00_kata"}) as supervisor:
        yield supervisor


@pytest.fixture
def run(supervisor: Supervisor) -> Run:
    """Run a scenario on a module with the given source, in a worker of its own; nobody of its group is left."""

    def run(
        source: str,
        *arguments: Any,
        scenario: str = "call",
        deadline: float = 10.0,
        exercise: str = "00_kata",
    ) -> Observation:
        files = {"kata.py": textwrap.dedent(source).encode()}
        worker = supervisor.worker(Job(exercise=exercise, module="kata", files=files))
        try:
            return worker.run(scenario, arguments, seed=0, deadline=deadline)
        finally:
            worker.close()
            assert not members(worker._pid)

    return run


def value(seen: Observation) -> Any:
    """What the scenario gave; it must not have failed."""
    assert seen.error is None, seen.error
    return seen.value


METHODS = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])

POOL = """
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

def where(x):
    return x, os.getpid()

def f(method):
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = list(pool.map(where, range(6)))
    return [x for x, _ in found], os.getpid() in [pid for _, pid in found], context.get_start_method()
"""


@METHODS
def test_a_pool_works_with_each_start_method(run: Run, method: str) -> None:
    """A pool's processes find the learner's functions by name, and give results in order."""
    assert value(run(POOL, method)) == ([0, 1, 2, 3, 4, 5], False, method)


@METHODS
def test_the_functions_of_a_scenario_reach_the_processes(run: Run, method: str) -> None:
    """What a scenario passes on can be pickled as well."""
    source = """
    import multiprocessing
    def f(function, method):
        with multiprocessing.get_context(method).Pool(2) as pool:
            return pool.map(function, range(4))
    """
    assert value(run(source, method, scenario="give")) == [0, 1, 4, 9]


@METHODS
def test_queues_locks_events_values_and_pipes_work(run: Run, method: str) -> None:
    """What processes share needs no file: it is there in the children, whichever way they were started."""
    source = """
    import multiprocessing as mp

    def work(queue, simple, lock, event, total, numbers, pipe, gate):
        with gate, lock:
            total.value += 1
            numbers[0] += 2.5
        queue.put("queued")
        simple.put("simple")
        pipe.send(event.wait(5))

    def f(method):
        c = mp.get_context(method)
        ours, theirs = c.Pipe()
        queue, simple, lock, event = c.Queue(), c.SimpleQueue(), c.RLock(), c.Event()
        total, numbers, gate = c.Value("i", 40), c.Array("d", [1.0, 2.0]), c.BoundedSemaphore(2)
        process = c.Process(target=work, args=(queue, simple, lock, event, total, numbers, theirs, gate))
        process.start()
        event.set()
        got = ours.recv(), queue.get(timeout=5), simple.get()
        process.join(5)
        try:
            gate.release()
            over = None
        except ValueError as error:
            over = str(error)
        return got, total.value, numbers[:], process.exitcode, over, lock.acquire(timeout=0.01), queue.qsize()
    """
    over = "semaphore or lock released too many times"
    assert value(run(source, method)) == (
        (True, "queued", "simple"), 41, [3.5, 2.0], 0, over, True, 0,
    )  # fmt: skip


@METHODS
def test_ends_of_processes_are_seen(run: Run, method: str) -> None:
    """Exit codes, terminate() and a broken pool are as ever."""
    source = """
    import multiprocessing, os, time
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    def leave(code): os._exit(code)
    def fail(): raise ValueError("no")

    def f(method):
        c = multiprocessing.get_context(method)
        left, slept = c.Process(target=leave, args=(3,)), c.Process(target=time.sleep, args=(60,))
        left.start(); slept.start()
        left.join(); slept.terminate(); slept.join()
        broken = None
        with ProcessPoolExecutor(1, mp_context=c) as pool:
            try:
                pool.submit(leave, 1).result()
            except BrokenProcessPool:
                broken = True
        with ProcessPoolExecutor(1, mp_context=c) as pool:
            try:
                pool.submit(fail).result()
            except ValueError as error:
                failed = str(error)
        return left.exitcode, slept.exitcode, broken, failed
    """
    assert value(run(source, method)) == (3, -signal.SIGTERM, True, "no")


def test_an_event_loop_spreads_work_in_real_time(run: Run) -> None:
    """Coroutines and a pool work together, and `elapsed` is real."""
    source = """
    import asyncio, time
    from concurrent.futures import ProcessPoolExecutor
    async def f():
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(2) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, time.sleep, 0.2) for _ in range(4)))
    """
    seen = run(source, scenario="wait")
    assert seen.error is None
    assert 0.4 <= seen.elapsed < 5


def test_each_process_may_run_a_loop_of_its_own(run: Run) -> None:
    """`asyncio.run` works in a child."""
    source = """
    import asyncio, multiprocessing
    async def main(x):
        await asyncio.sleep(0.01)
        return x + await asyncio.to_thread(int, 1)
    def go(x): return asyncio.run(main(x))
    def f():
        with multiprocessing.Pool(2) as pool:
            return pool.map(go, [1, 2, 3])
    """
    assert value(run(source)) == [2, 3, 4]


def test_spawned_processes_start_afresh(run: Run) -> None:
    """A spawned process imports the learner's module anew, and knows nothing of what its parent did to it."""
    source = """
    import multiprocessing
    changed = False
    def tell(_): return changed
    def f():
        global changed
        changed = True
        return [multiprocessing.get_context(m).Pool(1).map(tell, [0]) for m in ("fork", "spawn", "forkserver")]
    """
    assert value(run(source)) == [[True], [False], [False]]


def test_the_size_of_pools_does_not_follow_the_machine(run: Run) -> None:
    """`os.cpu_count()` is the same everywhere."""
    assert value(run("import os\ndef f(): return os.cpu_count()")) == 4


# --- bounds ---------------------------------------------------------------------------------------------------


def test_a_fork_bomb_is_ended(run: Run) -> None:
    """Processes that fork without end are refused beyond a bound, and all of them end with the scenario."""
    source = """
    import os
    def f():
        while True:
            try:
                os.fork()
            except OSError:
                pass
    """
    start = time.monotonic()
    assert run(source, deadline=1.0).error.trouble is Trouble.DEADLINE
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("start", ["os.fork() or time.sleep(60)", "Process(target=time.sleep, args=(60,)).start()",
                                   "get_context('spawn').Process(target=time.sleep, args=(60,)).start()"])  # fmt: skip
def test_too_many_processes_are_refused(run: Run, start: str) -> None:
    """Beyond the bound the start of a process fails as on a full machine."""
    source = f"""
    import os, time
    from multiprocessing import Process, get_context
    def f():
        for number in range(100):
            try:
                {start}
            except BlockingIOError:
                return number
    """
    assert LIVING - 5 < value(run(source)) <= LIVING


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_refusal_costs_the_others_nothing(run: Run, method: str) -> None:
    """Those that live end as they would have, and when they have, there is room for another."""
    source = f"""
    import time
    from multiprocessing import get_context
    def f():
        start, living = get_context("{method}").Process, []
        try:
            for _ in range(100):
                living.append(start(target=time.sleep, args=(1,)))
                living[-1].start()
        except BlockingIOError:
            living.pop()
        for process in living:
            process.join()
        another = start(target=time.sleep, args=(0,))
        another.start()
        another.join()
        return len(living), {{process.exitcode for process in living}}, another.exitcode
    """
    number, codes, another = value(run(source))
    assert LIVING - 5 < number <= LIVING
    assert (codes, another) == ({0}, 0)


def test_ended_processes_make_room(run: Run) -> None:
    """The bound counts those that live: many in turn are no problem."""
    source = """
    import multiprocessing
    def f():
        for _ in range(60):
            process = multiprocessing.Process()
            process.start()
            process.join()
        return process.exitcode
    """
    assert value(run(source)) == 0


@pytest.mark.parametrize("ending", ["return 1", "os._exit(3)", "while True: pass", "time.sleep(60)"])
def test_a_daemon_does_not_survive(run: Run, ending: str) -> None:
    """A grandchild whose parent has ended is killed with the others, however the scenario ends."""
    source = f"""
    import os, time
    def f():
        if os.fork() == 0:
            if os.fork() == 0:
                for change in (os.setsid, lambda: os.setpgid(0, 0)):
                    try:
                        change()
                    except PermissionError:
                        pass
                time.sleep(60)
            os._exit(0)
        time.sleep(0.1)
        {ending}
    """
    run(source, deadline=0.5)  # the fixture looks for survivors in the group, which nobody can leave


def test_a_child_that_comes_back_says_nothing(run: Run) -> None:
    """A fork that returns into our own code cannot answer in its parent's place."""
    assert (
        value(run("import os, time\ndef f():\n    if os.fork(): time.sleep(0.2)\n    return os.getpid()")) > 1
    )


def test_a_hang_without_work_is_not_taken_for_a_busy_machine(run: Run) -> None:
    """Who waits for nothing is ended at the deadline, not after several."""
    source = "import multiprocessing\ndef f(): multiprocessing.Queue().get()"
    start = time.monotonic()
    failure = run(source, deadline=0.5).error
    assert (failure.trouble, failure.where.line) == (Trouble.DEADLINE, 2)
    assert time.monotonic() - start < 2


def test_memory_is_bounded_in_each_process(run: Run) -> None:
    """A child has its own limit."""
    source = """
    import multiprocessing
    def grow(_):
        try:
            return len(bytearray(2 ** 30))
        except MemoryError:
            return "refused"
    def f():
        with multiprocessing.Pool(1) as pool:
            return pool.map(grow, [0])
    """
    assert value(run(source)) == ["refused"]


FORBIDDEN = {
    "a program": "subprocess.run(['/bin/true'])",
    "Python itself": "subprocess.run([sys.executable, '-c', ''])",
    "a file in shared memory": "open('/dev/shm/left-behind', 'w')",
    "a file": "open('/tmp/left-behind', 'w')",
    "a socket": "socket.socket(socket.AF_UNIX)",
    "a signal to its parent": "os.kill(parent, 0)",
    "a signal to its group": "os.killpg(0, signal.SIGTERM)",
    "a signal to everyone": "os.kill(-1, 0)",
    "a session": "os.setsid()",
    "a group": "os.setpgid(0, 0)",
    "killing the worker": "os.kill(worker, signal.SIGKILL)",
}


@pytest.mark.parametrize("attempt", FORBIDDEN.values(), ids=FORBIDDEN)
@METHODS
def test_the_walls_stand_in_children_too(run: Run, attempt: str, method: str) -> None:
    """Whatever a worker cannot do, what it forks cannot do either."""
    source = f"""
    import multiprocessing, os, signal, socket, subprocess, sys
    def attempt(worker, parent):
        try:
            {attempt}
        except PermissionError:
            return "refused"
    def f(method):
        with multiprocessing.get_context(method).Pool(1) as pool:
            return pool.apply(attempt, (os.getpid(), os.getppid()))
    """
    assert value(run(source, method)) == "refused"


def test_workers_of_other_exercises_cannot_fork(run: Run) -> None:
    """What one exercise may do, the others of the same judge may not."""
    seen = run("import os\ndef f(): return os.fork()", exercise="01_kata")
    assert seen.error.trouble is Trouble.FORBIDDEN


def test_files_for_semaphores_are_not_made(run: Run) -> None:
    """Nothing is left in shared memory, because nothing was put there."""
    before = set(os.listdir("/dev/shm"))
    assert value(run(POOL, "spawn"))
    assert set(os.listdir("/dev/shm")) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_killed_judge_takes_everyone_along(scenarios: dict[str, Path], number: signal.Signals) -> None:
    """When the judge is killed, so are its zygote, the worker, and the daemons of the worker's."""
    command = [sys.executable, "-c", JUDGE, str(scenarios["00_kata"])]
    judge = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    group = int(judge.stdout.readline())
    until(lambda: len(members(group)) >= 3)
    judge.send_signal(number)
    judge.wait()
    judge.stdout.close()
    until(lambda: not members(group))


def test_a_killed_zygote_takes_everyone_along(scenarios: dict[str, Path]) -> None:
    """When the zygote is killed by hand, the judge ends what the worker has forked."""
    with Supervisor(scenarios, processes={"00_kata"}) as supervisor:
        worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": DAEMON}))
        worker.run("call", (), seed=0, deadline=5)
        os.kill(supervisor._zygote.pid, signal.SIGKILL)
        assert select.select([worker._pidfd], [], [], 5)[0]
        with contextlib.suppress(Exception):
            worker.close()
        until(lambda: not members(worker._pid))


DAEMON = b"import os, time\ndef f():\n    if os.fork() == 0: time.sleep(60)\n"
JUDGE = f"""
import sys
from pathlib import Path
from grader.results import Job
from grader.sandbox.supervisor import Supervisor
with Supervisor({{"00_kata": Path(sys.argv[1])}}, processes={{"00_kata"}}) as supervisor:
    source = {DAEMON!r} + b"    time.sleep(60)"
    worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={{"kata.py": source}}))
    print(worker._pid, flush=True)
    worker.run("call", (), seed=0, deadline=60)
"""


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that must come soon."""
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
