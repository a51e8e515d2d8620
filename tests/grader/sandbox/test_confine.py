"""How much a confined process may use, what it inherits, and when it ends."""

from __future__ import annotations

import errno
import mmap
import os
import select
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.confine import Limits, Walls

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

fcntl = pytest.importorskip("fcntl", reason="only Linux has walls")
resource = pytest.importorskip("resource", reason="only Linux has walls")

Confined = Any  # see conftest


def test_too_much_memory_is_a_memory_error(confined: Confined) -> None:
    """The process stays alive and can say what happened; memory shared or mapped by hand counts too."""
    limits = Limits(memory=64 * 2**20)  # and 1 GB is more than what a long run of tests has freed, too
    assert confined(lambda: len(bytearray(2**30)), limits=limits).error == "MemoryError"
    assert confined(lambda: [bytes(2**20) for _ in range(1024)], limits=limits).error == "MemoryError"
    assert confined(lambda: mmap.mmap(-1, 2**30).close(), limits=limits).errno == errno.ENOMEM
    assert confined(lambda: len(bytearray(32 * 2**20)), limits=limits).value == 32 * 2**20


def test_memory_is_counted_from_what_the_parent_uses(here: Confined) -> None:
    """A large parent leaves its children no less."""
    ballast = mmap.mmap(-1, 256 * 2**20)
    assert here(lambda: len(bytearray(32 * 2**20)), limits=Limits(memory=64 * 2**20)).value == 32 * 2**20
    ballast.close()


def test_too_much_processor_time_kills(here: Confined) -> None:
    """A loop without end is ended with the signal that says why."""

    def spin() -> None:
        while True:
            pass

    assert here(spin, limits=Limits(cpu_seconds=1)).signal == signal.SIGXCPU


def test_ignoring_that_signal_gains_a_second(confined: Confined) -> None:
    """Who blocks the signal has one second until the kernel sends the one that cannot be blocked."""
    limits = Limits(cpu_seconds=7)
    assert confined(lambda: resource.getrlimit(resource.RLIMIT_CPU), limits=limits).value == [7, 8]


def test_open_files_are_bounded(confined: Confined) -> None:
    """Descriptors run out with an error which names it."""
    limits = Limits(open_files=32)
    assert confined(lambda: [os.pipe() for _ in range(32)], limits=limits).errno == errno.EMFILE


def test_limits_cannot_be_raised_or_changed(confined: Confined) -> None:
    """Reading the own limits is allowed; setting one is not, be it higher or lower, nor asking for another's."""
    files = resource.RLIMIT_NOFILE
    assert confined(lambda: resource.getrlimit(files)).value == [64, 64]
    for wanted in (32, 128):  # ValueError is how Python tells EPERM here
        assert (
            confined(lambda wanted=wanted: resource.setrlimit(files, (wanted, wanted))).error == "ValueError"
        )
    assert confined(lambda: resource.prlimit(os.getppid(), files)).refused


def test_a_lower_limit_of_the_surroundings_stays(confined: Confined) -> None:
    """Limits only go down, so an ordinary user is asked for nothing that he may not do."""
    generous = Limits(memory=2**60, cpu_seconds=2**31, file_size=2**60, open_files=2**20)
    ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert confined(lambda: resource.getrlimit(resource.RLIMIT_NOFILE)[1], limits=generous).value <= ceiling


def test_a_lower_soft_limit_of_the_surroundings_stays_too(confined: Confined) -> None:
    """Whoever has set themselves a limit keeps it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (4000, hard))
    try:
        limits = Limits(cpu_seconds=5000)
        assert confined(lambda: resource.getrlimit(resource.RLIMIT_CPU)[0], limits=limits).value == 4000
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def test_many_threads_fit_into_the_memory(confined: Confined) -> None:
    """Two hundred waiting threads start: neither their stacks nor their heaps exhaust the address space.

    What the process of the tests brings along, which may be much after other tests, comes on top.
    """

    def start() -> int:
        go = threading.Event()
        threads = [threading.Thread(target=go.wait) for _ in range(200)]
        for thread in threads:
            thread.start()
        alive = sum(thread.is_alive() for thread in threads)
        go.set()
        return alive

    brought = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limits = Limits()
    assert confined(start, limits=replace(limits, memory=limits.memory + brought)).value == 200


def test_it_dies_with_its_parent(fork: Any) -> None:
    """When the parent is gone, the child is, whatever it was doing."""
    answers, answer = os.pipe()

    def be_the_parent() -> None:
        walls = Walls.prepare(Limits())
        entered, enters = os.pipe()

        def be_the_child() -> None:
            walls.enter(keep=(answer, enters))
            os.write(enters, b".")
            threading.Event().wait()

        fork(be_the_child)
        os.read(entered, 1)

    parent = fork(be_the_parent)
    os.close(answer)
    os.waitpid(parent, 0)
    assert select.select([answers], [], [], 10)[0], "the child outlived its parent"
    assert os.read(answers, 5) == b""
    os.close(answers)


def test_it_dies_if_its_parent_was_dead_before(fork: Any) -> None:
    """A parent that died before the walls stood is noticed: nothing runs unattended."""
    answers, answer = os.pipe()

    def be_the_parent() -> None:
        walls = Walls.prepare(Limits())
        preparer = os.getpid()

        def be_the_child() -> None:
            while os.getppid() == preparer:
                time.sleep(0)
            walls.enter(keep=(answer,))
            os.write(answer, b"alive")

        fork(be_the_child)

    parent = fork(be_the_parent)
    os.close(answer)
    os.waitpid(parent, 0)
    assert os.read(answers, 5) == b""
    os.close(answers)


def test_only_kept_descriptors_are_open(confined: Confined) -> None:
    """What the parent had open, the rules of the walls included, is closed in the child."""

    def is_open(descriptor: int) -> bool:
        try:
            return fcntl.fcntl(descriptor, fcntl.F_GETFD) >= 0
        except OSError:
            return False

    left, right = os.pipe()
    seen = confined(lambda: [each for each in range(3, 1024) if is_open(each)], keep=(right,)).value
    assert right in seen
    assert left not in seen
    assert len(seen) == 2  # and the pipe of the answer
    os.close(left)
    os.close(right)


def test_a_kernel_that_refuses_a_wall_lets_nobody_in(monkeypatch: pytest.MonkeyPatch, here: Confined) -> None:
    """When a wall cannot be entered, `enter` raises, and the child has not become a worker."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.E2BIG, os.strerror(errno.E2BIG))

    monkeypatch.setattr("grader.sandbox.landlock.restrict", refuse)
    reached = here(lambda: "inside")
    assert reached.value is None


@pytest.mark.usefixtures("walls_stand")
def test_the_parent_keeps_one_descriptor_and_can_give_it_back() -> None:
    """`close` leaves nothing open."""
    before = len(os.listdir("/proc/self/fd"))
    walls = Walls.prepare(Limits())
    assert len(os.listdir("/proc/self/fd")) == before + 1
    walls.close()
    assert len(os.listdir("/proc/self/fd")) == before
