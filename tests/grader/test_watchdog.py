"""Real-time limits in one process: whatever hangs is let go of, with the line on which it was."""

import os
import signal
import threading

import pytest

from grader.sandbox.troubles import DeadlineExceeded
from grader.watchdog import limit

SOURCE = """
def spin():
    while True:
        pass

def stubborn(rounds):
    while rounds:
        try:
            while True:
                pass
        except BaseException:
            rounds -= 1

def reads(channel):
    import os
    return os.read(channel, 1)

def sleeps(times):
    import time
    while times:
        try:
            time.sleep(10)
        except BaseException:
            times -= 1

def quick():
    return 4
"""


@pytest.fixture
def learner():
    """Functions of a file called `kata.py`."""
    module = {}
    exec(compile(SOURCE, "kata.py", "exec"), module)
    return module


def owns(file):
    """Whether a file is the learner's."""
    return file == "kata.py"


def test_what_is_quick_is_left_alone(learner):
    """Within its time the work goes on as if nobody watched."""
    with limit(5, owns) as watched:
        assert learner["quick"]() == 4
    assert not watched.expired


def test_an_endless_loop_is_ended(learner):
    """When the time is up, DeadlineExceeded is raised in the loop, and the line is known."""
    with pytest.raises(DeadlineExceeded), limit(0.05, owns) as watched:
        learner["spin"]()
    assert watched.expired
    assert [(frame.file, frame.function) for frame in watched.frames] == [("kata.py", "spin")]
    assert watched.frames[0].line in (3, 4)


def test_a_loop_that_catches_everything_is_ended(learner):
    """It is thrown again and again."""
    with limit(0.05, owns) as watched:
        learner["stubborn"](3)
    assert watched.expired


def test_a_thread_of_the_learners_is_ended(learner):
    """A loop in a thread is let go of, too, so that whoever waits for the thread goes on."""
    thread = threading.Thread(target=learner["stubborn"], args=(1,))
    with limit(0.05, owns) as watched:
        thread.start()
        thread.join()
    assert watched.expired
    assert watched.frames[-1].function == "stubborn"


def test_nothing_is_thrown_afterwards(learner):
    """Once the work is over, code of the same thread runs undisturbed."""
    for _ in range(20):
        with limit(0.001, owns):
            for _ in range(2000):
                learner["quick"]()
        assert sum(range(10_000)) == 49_995_000


def test_our_own_cleaning_up_is_not_disturbed(learner):
    """Nothing is thrown where no frame of the learner's is on the stack."""
    with limit(0.01, owns) as watched:
        while not watched.expired:
            pass
        for _ in range(100_000):
            pass
    assert watched.frames == ()


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals here")
def test_a_wait_in_the_kernel_ends_where_it_may_be_for_a_process(learner):
    """To read from a pipe that nobody will write to is one long call of C's; afterwards signals mean what they did."""
    handler, (reads, writes), ended = signal.getsignal(signal.SIGUSR1), os.pipe(), []
    with pytest.raises(DeadlineExceeded), limit(0.1, owns, lambda: ended.append(True)) as watched:
        learner["reads"](reads)
    assert (watched.expired, [frame.function for frame in watched.frames]) == (True, ["reads"])
    assert ended
    assert signal.getsignal(signal.SIGUSR1) == handler
    os.close(reads)
    os.close(writes)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals here")
def test_one_that_goes_on_regardless_is_woken_again(learner):
    """As often as it takes: who has caught it once is woken again."""
    with limit(0.05, owns, lambda: None) as watched:
        learner["sleeps"](3)
    assert watched.expired
