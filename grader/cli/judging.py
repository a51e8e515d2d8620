"""What the commands that judge have in common: how many judges, the walls around them, and a bar while they work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from grader.errors import UsageError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


def _jobs() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=_jobs,
    help="How many processes work at a time.  [default: one per core]",
)
unconfined_option = click.option(
    "--unconfined",
    is_flag=True,
    help="Run submissions without the sandbox's walls: only for code that you trust.",
)


def require_walls(unconfined: bool) -> None:
    """Raise UsageError on a machine that cannot run other people's code safely, unless that is wanted."""
    from grader.doctor import refusal, walls  # noqa: PLC0415

    reason = refusal(walls(), unconfined=unconfined)
    if reason is not None:
        raise UsageError(reason)


@contextmanager
def executor_of(jobs: int) -> Iterator[ThreadPoolExecutor]:
    """A thread per judge. On Ctrl-C what is left is dropped: nobody wants to wait for a whole class."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (a quick start for the other commands)

    from grader.judge import stop_judges  # noqa: PLC0415

    executor = ThreadPoolExecutor(jobs)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        stop_judges()
        raise
    executor.shutdown()


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, a plain line now and then otherwise; on stderr."""
    if not sys.stderr.isatty():
        yield _plain_progress
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("judging"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("judging", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_progress(done: int, total: int) -> None:
    if total and (done == total or done % max(1, total // 10) == 0):
        click.echo(f"judged {done} of {total}", err=True)
