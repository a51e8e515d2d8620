"""How long a worker is waited for depends on what it computes and waits for, not on the load of the machine."""

import os
import signal
import subprocess
import sys
import time

import pytest

from grader.sandbox.patience import Patience, Usage, is_exiting, members, usage_of

linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own account")


class Clock:
    """Stands for `time.monotonic`."""

    now = 0.0

    def __call__(self):
        """Give the time."""
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when it is told to."""
    clock = Clock()
    monkeypatch.setattr("grader.sandbox.patience.time.monotonic", clock)
    return clock


def until_the_end(clock, usage_at, deadline=2.0):
    """The time at which patience ends, where `usage_at(now)` is what the kernel says."""
    patience = Patience(deadline, lambda: usage_at(clock.now))
    while True:
        try:
            clock.now += patience.wait()
        except TimeoutError:
            return clock.now


@pytest.mark.parametrize(
    ("share", "wants_more", "least", "most"),
    [
        pytest.param(1.0, True, 2.0, 2.0, id="busy on an idle machine: the deadline"),
        pytest.param(0.5, True, 3.4, 4.0, id="busy and half starved: twice"),
        pytest.param(0.01, True, 9.0, 10.0, id="busy and starved: five times at the most"),
        pytest.param(0.0, False, 2.0, 2.0, id="asleep: the deadline"),
        pytest.param(0.5, False, 2.0, 2.0, id="asleep after some work: the deadline"),
    ],
)
def test_who_is_starved_gets_more_time(clock, share, wants_more, least, most):
    """Only a worker that wants the processor and does not get it is waited for longer."""
    end = until_the_end(clock, lambda now: Usage(seconds=now * share, wants_more=wants_more))
    assert least <= end <= most


def test_a_drip_does_not_put_the_end_off(clock):
    """However often it is asked, because bytes come one by one, the end comes."""
    patience = Patience(2.0, lambda: Usage(seconds=0.0, wants_more=False))
    for _ in range(39):
        patience.wait()
        clock.now += 0.05
    clock.now += 0.1
    with pytest.raises(TimeoutError):
        patience.wait()


def test_quick_answers_cost_no_look(clock):
    """Before the first tenth of a second nothing is looked up."""
    patience = Patience(2.0, lambda: pytest.fail("it looked"))
    assert patience.wait() == pytest.approx(0.1)


@linux
def test_the_kernel_tells_who_computes_and_who_sleeps():
    """A busy process wants more, a sleeping one does not; one that is gone has used nothing."""
    script = "import sys, time\nprint(flush=True)\nwhile len(sys.argv) > 1: pass\ntime.sleep(60)"
    for argument, wants_more in (["busy"], True), ([], False):
        command = [sys.executable, "-c", script, *argument]
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
            process.stdout.readline()
            time.sleep(0.05)
            assert usage_of([process.pid]).wants_more == wants_more
            assert members(process.pid) == [process.pid]
            os.kill(process.pid, signal.SIGKILL)
    assert usage_of([process.pid]) == Usage(seconds=0.0, wants_more=False)
    assert members(process.pid) == []


@linux
def test_a_process_that_is_over_is_exiting():
    """A process that has ended is told from one that lives on, whether or not somebody has waited for it."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not is_exiting(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert is_exiting(process.pid)
    process.wait()
    assert is_exiting(process.pid)
    process.stdin.close()
