"""A judge and its worker share one core while they take turns, and are free to go anywhere between two jobs."""

import os
import subprocess
import sys

import pytest

from grader.sandbox import cores
from grader.sandbox.cores import follow, one_core

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the kernel gives no choice")

TELL = "import os; print(sorted(os.sched_getaffinity(0)))"


@pytest.fixture
def allowed():
    """The cores that these tests may use; as before when they are over."""
    allowed = os.sched_getaffinity(0)
    yield allowed
    os.sched_setaffinity(0, allowed)


def test_stays_on_one_of_its_cores(allowed):
    """Meanwhile there is one core, of those allowed; afterwards all of them again."""
    with one_core():
        (core,) = os.sched_getaffinity(0)
        assert core in allowed
        assert cores._current_core() == core
    assert os.sched_getaffinity(0) == allowed


def test_is_put_right_after_an_error(allowed):
    """An error in between changes nothing of that."""
    with pytest.raises(LookupError), one_core():
        raise LookupError
    assert os.sched_getaffinity(0) == allowed


def test_what_it_starts_stays_there(allowed):
    """A process that is started meanwhile has that core; one that was there before has it after `follow`."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as before:
        with one_core():
            here = os.sched_getaffinity(0)
            started = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
            assert started.stdout.strip() == str(sorted(here))
            follow(before.pid)
            assert os.sched_getaffinity(before.pid) == here
        follow(before.pid)
        assert os.sched_getaffinity(before.pid) == allowed
        before.communicate(b"\n")


def test_does_nothing_where_it_may_not(allowed, monkeypatch):
    """Where somebody else keeps the cores, work goes on where it is."""

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    with one_core():
        assert os.sched_getaffinity(0) == allowed
        follow(os.getpid())


def test_a_process_that_has_ended_is_no_error(allowed):
    """Who follows may be gone."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    follow(ended.pid)
