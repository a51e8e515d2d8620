"""The calendar: dates follow virtual time, and freezegun works beside the clock."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from datetime import UTC, date, datetime

import freezegun

from grader.clock import ExerciseClock


def test_dates_follow_virtual_time():
    """now(), today() and time.time() start where one wants, and move with asyncio.sleep and time.sleep."""
    with ExerciseClock() as clock, clock.calendar("2024-02-28 12:00:00"):
        before = time.time()
        asyncio.run(asyncio.sleep(86_400))
        time.sleep(43_200.5)
        assert datetime.now() == datetime(2024, 3, 1, 0, 0, 0, 500_000)
        assert datetime.now(UTC).day == 1
        assert date.today() == date(2024, 3, 1)
        assert time.time() - before == 129_600.5
        assert clock.elapsed == 129_600.5


def test_afterwards_dates_are_real():
    """The calendar ends with its block."""
    with ExerciseClock() as clock, clock.calendar("1999-12-31"):
        assert datetime.now().year == 1999
    assert datetime.now().year > 2024


def test_a_busy_wait_for_a_date():
    """A loop that asks for the date until it has come ends."""
    with ExerciseClock(spin_reads=1_000) as clock, clock.calendar("2024-01-01"):
        while datetime.now() < datetime(2024, 1, 1, 0, 0, 2):
            time.time()
        assert 2 <= clock.elapsed < 2.01


def test_freezegun_beside_the_clock():
    """freeze_time holds the date still, while virtual time goes on; the shims are there afterwards."""
    with ExerciseClock() as clock:
        with freezegun.freeze_time("2000-01-01"):
            asyncio.run(asyncio.sleep(3))
            assert datetime.now() == datetime(2000, 1, 1)
        time.sleep(1)
        assert clock.elapsed == 4


def test_freezegun_imported_first():
    """What freezegun puts back are the shims, also where it was imported before they were installed."""
    program = (
        "import freezegun, time, asyncio\n"
        "from grader.clock import ExerciseClock, install\n"
        "install()\n"
        "with freezegun.freeze_time('2000-01-01'): pass\n"
        "with ExerciseClock() as clock: time.sleep(5); asyncio.run(asyncio.sleep(5))\n"
        "assert clock.elapsed == 10, clock.elapsed\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
