"""The calendar beside the clock: dates that start where one wants and follow virtual time. Needs freezegun."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from grader.clock.real import get_ident
from grader.clock.scheduler import Scheduler
from grader.clock.time_shims import read_clock
from grader.clock.world import MEMBERS


@contextlib.contextmanager
def follow(scheduler: Scheduler, when: str | date | datetime | timedelta) -> Iterator[None]:
    """Let freezegun's time be `when`, plus the virtual time that has passed since."""
    import freezegun  # noqa: PLC0415
    from freezegun import api  # noqa: PLC0415

    freezer = freezegun.freeze_time(when)
    with freezer:
        factories: Any = api.freeze_factories
        base, start = factories[-1](), scheduler.now

        def now() -> datetime:
            member = MEMBERS.get(get_ident())
            if member is not None:
                read_clock(member)
            moment: datetime = base + timedelta(microseconds=(scheduler.now - start) // 1000)
            return moment

        factories[-1] = now
        yield
