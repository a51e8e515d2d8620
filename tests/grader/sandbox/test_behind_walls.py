"""What a learner's program can do as ever: asyncio, threads, clocks, tracebacks, every standard module."""

from __future__ import annotations

import asyncio
import concurrent.futures.thread  # noqa: F401 - which an ordinary user may be unable to read
import faulthandler
import importlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

Confined = Any  # see conftest
Attempt = Callable[[], Any]


async def _work() -> list[Any]:
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(asyncio.sleep(0, "slept"))
    return [
        task.result(),
        await asyncio.to_thread(sum, [1, 2]),
        await loop.run_in_executor(None, len, "four"),
        signal.getsignal(signal.SIGINT) == signal.SIG_DFL,
    ]


def test_asyncio_runs(confined: Confined) -> None:
    """`asyncio.run` makes its loop, its pipe to itself and its threads, and asks for no signal handler."""
    assert confined(lambda: asyncio.run(_work())).value == ["slept", 3, 4, True]


def test_loops_made_by_hand_run(confined: Confined) -> None:
    """A Runner and a loop of one's own run as well."""

    def loops() -> list[Any]:
        with asyncio.Runner() as runner:
            first = runner.run(asyncio.sleep(0, 1))
        loop = asyncio.new_event_loop()
        second = loop.run_until_complete(asyncio.sleep(0, 2))
        loop.close()
        return [first, second]

    assert confined(loops).value == [1, 2]


def test_time_passes(confined: Confined) -> None:
    """Clocks are read and waits end, in every way that Python has."""

    def wait() -> bool:
        start = time.monotonic()
        time.sleep(0.001)
        threading.Event().wait(0.001)
        select.select([], [], [], 0.001)
        return time.monotonic() - start >= 0.003 and time.time() > 0 and time.process_time() > 0

    assert confined(wait).value is True


def test_a_hang_can_be_located(here: Confined) -> None:
    """`faulthandler` writes where a program hangs, over a kept descriptor."""
    reads, writes = os.pipe()

    def hang() -> str:
        faulthandler.dump_traceback_later(0.001, file=writes)
        dump = b""
        while b"in hang" not in dump:  # which comes in pieces
            dump += os.read(reads, 4096)
        return dump.decode()

    assert "in hang" in here(hang, keep=(reads, writes)).value
    os.close(reads)
    os.close(writes)


def test_tracebacks_show_the_lines_of_the_standard_library(here: Confined) -> None:
    """Python reads the sources of what it imports, so an error is shown with its lines."""

    def fail() -> str:
        try:
            json.loads("{")
        except ValueError:
            return traceback.format_exc()
        return ""

    assert "obj, end = self.scan_once(s, idx)" in here(fail).value


IMPORT_EVERYTHING = """
import importlib, json, os, sys, warnings
from grader.sandbox.confine import Limits, Walls

warnings.simplefilter("ignore")
names = sorted(sys.stdlib_module_names - {"antigravity", "this", "idlelib", "turtledemo", "lib2to3"})
walls = Walls.prepare(Limits())

def failing(confine):
    reads, writes = os.pipe()
    if os.fork() == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        if confine:
            walls.enter(keep=(writes,))
        failed = {}
        for name in names:
            try:
                importlib.import_module(name)
            except BaseException as error:
                failed[name] = repr(error)
        os.write(writes, json.dumps([failed, len(sys.modules)]).encode())
        os._exit(0)
    os.close(writes)
    with open(reads) as pipe:
        return json.load(pipe)

print(json.dumps([failing(False), failing(True)]))
"""


@pytest.mark.usefixtures("walls_stand")
def test_every_standard_module_can_be_imported() -> None:
    """What imports outside the walls imports inside, first of all there: sqlite3, ssl, decimal, zoneinfo, ..."""
    command = [sys.executable, "-I", "-c", IMPORT_EVERYTHING]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    outside, inside = json.loads(done.stdout)
    assert set(inside[0]) == set(outside[0])
    assert inside[1] == outside[1] > 300


def _digest() -> str:
    return importlib.import_module("hashlib").sha256(b"").hexdigest()[:8]


def _query() -> int:
    result: int = importlib.import_module("sqlite3").connect(":memory:").execute("select 6 * 7").fetchone()[0]
    return result


def _summer() -> str:
    moment = importlib.import_module("datetime").datetime(2024, 7, 1)
    return str(moment.replace(tzinfo=importlib.import_module("zoneinfo").ZoneInfo("Europe/Berlin")))


MODULES: dict[str, tuple[Attempt, Any]] = {
    "decimal": (lambda: str(importlib.import_module("decimal").Decimal("0.1") * 3), "0.3"),
    "hashlib": (_digest, "e3b0c442"),
    "sqlite3": (_query, 42),
    "zoneinfo": (_summer, "2024-07-01 00:00:00+02:00"),
    "random": (lambda: random.Random(1).randint(0, 9), 2),
    "os.urandom": (lambda: len(os.urandom(8)), 8),
    "secrets": (lambda: len(importlib.import_module("secrets").token_hex(4)), 8),
    "ssl": (lambda: importlib.import_module("ssl").create_default_context().check_hostname, True),
    "os.cpu_count": (lambda: (os.cpu_count() or 0) > 0, True),
    "platform": (lambda: importlib.import_module("platform").system(), "Linux"),
    "uuid": (lambda: len(str(importlib.import_module("uuid").uuid4())), 36),
}


@pytest.mark.parametrize("module", MODULES)
def test_modules_work_and_not_only_import(here: Confined, module: str) -> None:
    """What learners use gives its result."""
    attempt, expected = MODULES[module]
    assert here(attempt).value == expected
