"""A judge's verdicts depend on the spec and on what was seen, and on nothing else."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader.errors import InfrastructureError
from grader.judge import Judge, JudgePool, JudgeSetup, judge_here, stop_judges
from grader.judge.session import shortened
from grader.results import Job, Outcome, RunResult, Status

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

TOML = """
id = "{slug}"
order = 1
module = "kata"
title = "A kata"
title_zh = "练习"
notes = ""
points = 10
deadline = 0.5

[[tasks]]
title = "f"
title_zh = "f"
names = ["f"]

[[tasks]]
title = "g"
title_zh = "g"
names = ["g"]
"""

SCENARIOS = """
from grader.specs import scenario

@scenario
def f(submission, x):
    return submission.f(x)

@scenario(call="g()")
async def run_g(submission):
    return await submission.g()
"""

SPEC = '''
import pytest

@pytest.mark.task(1)
@pytest.mark.parametrize("x", [1, 2])
def test_doubles(f, x):
    """f doubles."""
    assert f(x).value == 2 * x

@pytest.mark.task(1)
def test_refuses_text(f):
    """f refuses text."""
    seen = f.observe("a")
    assert seen.error is not None, "It took text for a number."
    assert seen.error.type == "ValueError"

@pytest.mark.task(2)
def test_waits(run_g):
    """g waits 4 seconds."""
    seen = run_g()
    assert seen.elapsed == 4
    assert seen.value == 4
'''

RIGHT = """
import asyncio

def f(x):
    if isinstance(x, str):
        raise ValueError(x)
    return 2 * x

async def g():
    await asyncio.sleep(4)
    return 4
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a sound exercise, `01_kata`, and one whose spec is broken, `02_kata`."""
    root = tmp_path_factory.mktemp("course")
    write_exercise(root, "01_kata", SPEC)
    write_exercise(root, "02_kata", "import nothing_like_it\n")
    return root


def write_exercise(root, slug, spec):
    """Write what a judge needs of an exercise."""
    (root / "exercises" / slug).mkdir(parents=True)
    (root / "tests" / "specs" / slug).mkdir(parents=True)
    (root / "exercises" / slug / "exercise.toml").write_text(TOML.format(slug=slug), "utf-8")
    (root / "tests" / "specs" / slug / "scenarios.py").write_text(SCENARIOS)
    (root / "tests" / "specs" / slug / "spec_kata.py").write_text(spec)


@pytest.fixture(scope="module")
def judge(course):
    """A judge of both exercises, used again and again as in a batch."""
    with Judge(JudgeSetup(root=str(course), exercises=("01_kata", "02_kata"), confine=True)) as judge:
        yield judge


def job(source, exercise="01_kata"):
    """A submission with one file."""
    return Job(exercise=exercise, module="kata", files={"kata.py": textwrap.dedent(source).encode()})


def outcomes(run):
    """Check id → outcome."""
    return {check.id: str(check.outcome) for check in run.checks}


def test_a_right_answer_passes_every_check(judge):
    """Every check of the spec is there, in its order, and passed."""
    run = judge.judge(job(RIGHT))
    assert run.status is Status.GRADED
    assert [check.id for check in run.checks] == [
        "test_doubles[1]",
        "test_doubles[2]",
        "test_refuses_text",
        "test_waits",
    ]
    assert {check.outcome for check in run.checks} == {Outcome.PASSED}
    assert [check.task for check in run.checks] == [1, 1, 1, 2]
    assert run.checks[3].elapsed == 4


def test_a_wrong_answer_is_told_what_was_seen(judge):
    """A failed comparison names the values, the call and the fact; the other checks are not touched."""
    run = judge.judge(job(RIGHT.replace("return 2 * x", "return x + 1")))
    assert outcomes(run)["test_doubles[1]"] == "passed"
    check = run.checks[1]
    assert (check.outcome, check.message) == (Outcome.FAILED, "Gave 3, expected 4.")
    assert (check.called, check.title) == ("f(2)", "f doubles.")


def test_what_blocked_is_named(judge):
    """A wrong time with a blocking call names the learner's line."""
    run = judge.judge(job(RIGHT.replace("await asyncio.sleep(4)", "import time; time.sleep(5)")))
    check = run.checks[3]
    assert check.message == (
        "Took 5 s, expected 4 s: kata.py:10 blocked the event loop for 5 s with `time.sleep`."
    )
    assert (check.where.file, check.where.line) == ("kata.py", 10)


def test_what_ran_when_is_told_of_a_wrong_time(judge):
    """A worker keeps no timeline, but a wrong time comes with it: the same run is made once more."""
    both = "await asyncio.gather(asyncio.sleep(4), asyncio.sleep(2)); await asyncio.sleep(1)"
    run = judge.judge(job(RIGHT.replace("await asyncio.sleep(4)", both)))
    check = run.checks[3]
    assert check.outcome is Outcome.FAILED
    spans = [[(span.start, span.end) for span in lane.spans] for lane in check.diagnosis.timeline.seen]
    assert spans == [[(0, 4)], [(0, 2)]]


def test_the_worker_stays_where_its_judge_is(judge):
    """While a job is judged, judge and worker have one core; afterwards the judge has them all."""
    asked = "    import os; return len(os.sched_getaffinity(0)) * x\n"
    run = judge.judge(job(RIGHT.replace("    return 2 * x\n", asked)))
    assert outcomes(run)["test_doubles[1]"] == "failed"
    assert run.checks[0].message == "Gave 1, expected 2."
    assert os.sched_getaffinity(judge._process.pid) == os.sched_getaffinity(0)


def test_a_specs_own_words_come_first(judge):
    """The message of an assertion is the headline."""
    run = judge.judge(job("def f(x): return 2 * x"))
    assert run.checks[2].message == "It took text for a number."


def test_a_hang_costs_its_check_only(judge):
    """A check that hangs is timed out with its line; all the others keep their verdicts."""
    run = judge.judge(
        job(RIGHT.replace("    return 2 * x", "    while x == 2:\n        pass\n    return 2 * x"))
    )
    assert outcomes(run) == {
        "test_doubles[1]": "passed",
        "test_doubles[2]": "timed_out",
        "test_refuses_text": "passed",
        "test_waits": "passed",
    }
    assert run.checks[1].message.startswith("Still running after 0.5 s at kata.py:")
    assert run.checks[1].where.line in (7, 8)


def test_a_hang_at_import_is_waited_for_once(judge):
    """A module that never gets imported fails every check, at the price of one deadline."""
    run = judge.judge(job("while True:\n    pass\n"))
    assert {check.outcome for check in run.checks} == {Outcome.TIMED_OUT}
    assert {check.message for check in run.checks} == {run.checks[0].message}


@pytest.mark.parametrize(
    ("source", "headline"),
    [
        ("", "The file has no `f`."),
        ("def f(:", "Python cannot read the file: invalid syntax at kata.py:1"),
        ("1/0", "The file cannot be imported: ZeroDivisionError: division by zero at kata.py:1: `1/0`"),
        (
            "def f(): pass",
            "It cannot be called as the task calls it: f() takes 0 positional arguments but 1 was given.",
        ),
        ("def f(x): raise NotImplementedError", "`f` is not written yet in kata.py:1."),
        ("def f(x): raise KeyError(x)", "Raised KeyError: 1 at kata.py:1: `def f(x): raise KeyError(x)`"),
        ("import os\nos._exit(0)", "The program ended itself before the check was over (exit status 0)."),
    ],
)
def test_each_mistake_has_its_own_message(judge, source, headline):
    """The first check names the true cause."""
    run = judge.judge(job(source))
    assert run.status is Status.GRADED
    assert run.checks[0].message.partition("\n")[0] == headline


def test_a_submission_cannot_bring_its_own_verdict(judge):
    """Patched builtins, `__eq__` that always agrees and a module that imports pytest earn nothing."""
    source = """
    import builtins, sys
    class Always(int):
        def __eq__(self, other): return True
        __hash__ = int.__hash__
    builtins.isinstance = lambda *a: True
    sys.modules["pytest"] = sys
    def f(x): return Always(99)
    async def g(): return Always(4)
    """
    assert Outcome.PASSED not in {check.outcome for check in judge.judge(job(source)).checks}


def test_nothing_of_one_submission_reaches_the_next(judge):
    """What a submission left in its process is gone for the next one."""
    judge.judge(job("import asyncio\nasyncio.sleep = None\n" + RIGHT))
    assert {check.outcome for check in judge.judge(job(RIGHT)).checks} == {Outcome.PASSED}


def test_a_spec_may_take_what_it_saw_apart(tmp_path):
    """Checks that ask for the same run get a value each, so none of them can spoil it for the next."""
    spec = (
        SPEC
        + """
@pytest.mark.task(1)
@pytest.mark.parametrize("turn", [1, 2])
def test_takes_apart(f, turn):
    assert f([1]).value.pop() == 1
    assert f([1]).value == [1, 1]
"""
    )
    write_exercise(tmp_path, "01_kata", spec)
    with Judge(JudgeSetup(root=str(tmp_path), exercises=("01_kata",), confine=True)) as judge:
        assert {check.outcome for check in judge.judge(job(RIGHT)).checks} == {Outcome.PASSED}


def test_nothing_around_it_reaches_the_judge(course, tmp_path, monkeypatch):
    """A `pytest.py` in the working directory is not run, and pytest's own variables do not drop checks."""
    (tmp_path / "pytest.py").write_text("raise SystemExit('the judge ran my pytest')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k waits")
    monkeypatch.setenv("PYTEST_PLUGINS", "nothing_like_it")
    with Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True)) as judge:
        assert len(judge.judge(job(RIGHT)).checks) == 4


def test_values_that_cannot_be_written_down_are_told_of(judge):
    """An integer of more digits than Python writes out fails its check, and no more."""
    run = judge.judge(job(RIGHT.replace("return 2 * x", "return 10 ** 5000")))
    assert run.checks[0].message == "Gave a value that is too long to write down, expected 2."
    assert run.checks[3].outcome is Outcome.PASSED


def test_the_output_of_a_failed_check_is_cut(judge):
    """However much a program prints, a result keeps what a person might read."""
    run = judge.judge(job(RIGHT.replace("return 2 * x", "print('文' * 20_000)\n    return x + 1")))
    assert len(run.checks[1].output) <= 4000


def test_a_submission_may_compute_for_long_in_all(judge):
    """The processor time of one check is not taken from the next."""
    slow = "    import time\n    end = time.thread_time() + 0.2\n    while time.thread_time() < end: pass\n"
    run = judge.judge(job(RIGHT.replace("    return 2 * x", f"{slow}    return 2 * x")))
    assert {check.outcome for check in run.checks} == {Outcome.PASSED}


@pytest.mark.parametrize("missing", ["scenarios.py", "spec_kata.py"])
def test_an_exercise_without_its_files_is_its_own_problem(tmp_path, missing):
    """The others are judged."""
    write_exercise(tmp_path, "01_kata", SPEC)
    write_exercise(tmp_path, "02_kata", SPEC)
    (tmp_path / "tests/specs/02_kata" / missing).unlink()
    with Judge(JudgeSetup(root=str(tmp_path), exercises=("01_kata", "02_kata"), confine=True)) as judge:
        assert judge.ready.problems == {"02_kata": f"tests/specs/02_kata/{missing} is missing"}
        assert judge.judge(job(RIGHT)).status is Status.GRADED


def test_a_broken_spec_gives_no_score(judge):
    """An exercise whose spec cannot be collected has no verdict, and says why; the other is judged."""
    assert "nothing_like_it" in judge.ready.problems["02_kata"]
    run = judge.judge(job(RIGHT, "02_kata"))
    assert run.status is Status.INFRASTRUCTURE_ERROR
    assert "nothing_like_it" in run.message


def test_the_checks_are_known_before_any_submission(judge):
    """The denominator is the spec's."""
    assert judge.ready.checks["01_kata"] == 4


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (
            SPEC.replace("@pytest.mark.task(2)", "@pytest.mark.task(3)"),
            "test_waits needs @pytest.mark.task(N)",
        ),
        (SPEC.replace("@pytest.mark.task(2)", ""), "test_waits needs @pytest.mark.task(N)"),
        (SPEC.replace("@pytest.mark.task(2)", ""), "; spec_kata.py has no check for task 2"),
        (SPEC.partition("@pytest.mark.task(2)")[0], "spec_kata.py has no check for task 2"),
    ],
)
def test_a_spec_without_its_marks_is_refused(tmp_path, spec, problem):
    """Each check needs the number of a task, and each task a check."""
    write_exercise(tmp_path, "01_kata", spec)
    with Judge(JudgeSetup(root=str(tmp_path), exercises=("01_kata",), confine=True)) as judge:
        assert problem in judge.ready.problems["01_kata"]


def test_a_killed_judge_is_the_machines_fault(course):
    """A judge that dies raises InfrastructureError, and the handle starts a new one."""
    with Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True)) as judge:
        os.kill(judge._process.pid, signal.SIGKILL)
        with pytest.raises(InfrastructureError, match="the judge ended"):
            judge.judge(job(RIGHT))
        assert judge.judge(job(RIGHT)).status is Status.GRADED


def test_a_killed_zygote_costs_one_run(course):
    """Whoever kills the parent of the workers gets no verdict, and the same judge goes on with a new one."""
    with Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True)) as judge:
        assert judge.judge(job(RIGHT)).status is Status.GRADED
        children = Path(f"/proc/{judge._process.pid}/task/{judge._process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        statuses = [judge.judge(job(RIGHT)).status for _ in range(2)]
    assert statuses[1] is Status.GRADED


class Flaky(Judge):
    """A judge that fails as often as it is told."""

    left = 0
    ready = True

    def __init__(self, setup):
        pass

    def close(self):
        """Do nothing."""

    def judge(self, job):
        """Fail, or pass without looking."""
        if type(self).left:
            type(self).left -= 1
            raise InfrastructureError("no memory")
        return RunResult(exercise=job.exercise, status=Status.GRADED)


@pytest.mark.parametrize(("faults", "status"), [(0, "graded"), (1, "graded"), (2, "infrastructure_error")])
def test_a_fault_of_the_machine_is_tried_once_more(faults, status):
    """One fault is forgiven, the second gives a result without a score."""
    Flaky.left = faults
    pool = JudgePool(JudgeSetup(root="", exercises=(), confine=True), Flaky)
    assert pool.judge(job("")).status == status


def test_a_judge_that_never_starts_is_given_up():
    """After a few judges that did not get started, the rest of a class is not tried: it would take for ever."""

    class Broken(Judge):
        """A judge that cannot be started."""

        started = 0

        def judge(self, job):
            """Fail."""
            Broken.started += 1
            raise InfrastructureError("no pytest here")

    pool = JudgePool(JudgeSetup(root="", exercises=(), confine=True), Broken)
    runs = [pool.judge(job("")) for _ in range(50)]
    assert {(run.status, run.message) for run in runs} == {(Status.INFRASTRUCTURE_ERROR, "no pytest here")}
    assert Broken.started <= 4


FIXTURES = '''
import pytest

pytestmark = pytest.mark.task(2)
ENDED = []

@pytest.fixture
def twice(f):
    """A plain fixture over a scenario."""
    return lambda x: f(x).value

@pytest.fixture
def four(twice, x):
    return twice(x)

@pytest.fixture
def ending():
    """One with an end."""
    yield 4
    ENDED.append(1)

@pytest.mark.task(1)
@pytest.mark.parametrize("x", [2])
def test_plain(four, rng, x):
    assert (four, x) == (4, 2)
    assert 0 <= rng.random() < 1

def test_with_an_end(ending, f):
    assert f(ending).value == 8

def test_after_the_end():
    assert ENDED.pop() == 1

@pytest.mark.skip
def test_skipped(f):
    assert f(1).value == 2

def test_as_pytest_has_it(request, monkeypatch, f):
    assert f(len(request.fixturenames)).value == 6

@pytest.fixture
def broken():
    raise KeyError("mine")

def test_broken(broken, f):
    pass

class TestInAClass:
    def test_in_a_class(self, f):
        assert f(1).value == 2
'''


def test_fixtures_and_marks_mean_what_they_mean_to_pytest(tmp_path):
    """A check may use fixtures of its spec's own, plain or with an end, pytest's own, marks, classes; twice alike."""
    write_exercise(tmp_path, "01_kata", FIXTURES)
    with Judge(JudgeSetup(root=str(tmp_path), exercises=("01_kata",), confine=True)) as judge:
        runs = [judge.judge(job(RIGHT)) for _ in range(2)]
    expected = {
        "test_plain[2]": "passed",
        "test_with_an_end": "passed",
        "test_after_the_end": "passed",
        "test_skipped": "not_run",
        "test_as_pytest_has_it": "passed",
        "test_broken": "errored",
        "test_in_a_class": "passed",
    }
    assert [outcomes(run) for run in runs] == [expected, expected]


def test_what_there_is_no_room_for_is_left_out(judge):
    """A result that would not fit into a frame keeps every verdict, and tells less of the last ones."""
    run = judge.judge(job("def f(x): raise ValueError('x' * 900)\nasync def g(): return f(1)"))
    short = shortened(run, len(msgspec.msgpack.encode(run)) // 2)
    assert outcomes(short) == outcomes(run)
    assert [check.message for check in short.checks] == [check.message for check in run.checks]
    assert short.checks[0] == run.checks[0]
    assert short.checks[-1].diagnosis is None is not run.checks[-1].diagnosis
    assert shortened(run, 10**6) == run


def test_a_judge_that_is_being_made_is_stopped_too(course):
    """Whoever gives up waits for no judge that had no process yet when the others were killed."""
    made, go = threading.Event(), threading.Event()

    class Slow(Judge):
        """A judge that is long in the making."""

        def start(self):
            made.set()
            go.wait()
            return super().start()

    pool = JudgePool(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True), Slow)
    with ThreadPoolExecutor() as executor:
        run = executor.submit(pool.judge, job(RIGHT))
        made.wait()
        pool.stop()
        go.set()
        assert run.result().status is Status.INFRASTRUCTURE_ERROR
    pool.close()


def test_a_judge_that_does_not_get_ready_is_ended(course, monkeypatch):
    """A spec that waits for ever while it is imported holds nobody up for ever, and is named as what it may be."""
    monkeypatch.setattr("grader.judge.client.START_SECONDS", 0.05)
    judge = Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True))
    with pytest.raises(InfrastructureError, match="a spec not get through its import"):
        judge.start()


@pytest.mark.parametrize(
    ("said", "error"), [(b"\xff\xff\xff\xff", "what is no result"), (b"\0\0\0\5ha", "the judge ended")]
)
def test_a_judge_that_talks_nonsense_is_the_machines_fault(course, said, error):
    """Whatever comes in place of a result, the pool goes on with another judge."""
    judge = Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True))
    judge._process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.stdin.buffer.read(1); sys.stdout.buffer.write({said!r})"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with pytest.raises(InfrastructureError, match=error):
        judge.judge(job(RIGHT))
    assert judge._process is None


def test_after_a_stop_there_are_new_judges(course):
    """Who gives up on one class may grade another in the same process."""
    setup = JudgeSetup(root=str(course), exercises=("01_kata",), confine=True)
    assert judge_here(setup, job(RIGHT)).status is Status.GRADED
    stop_judges()
    assert judge_here(setup, job(RIGHT)).status is Status.GRADED
    stop_judges()
