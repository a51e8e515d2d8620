"""What of asyncio is replaced only while a clock runs: where tasks are made and stepped, and where Python complains.

The originals come back when the last clock ends.
"""

from __future__ import annotations

import asyncio
import asyncio.runners
import warnings
from typing import Any

from grader.clock import turns
from grader.clock.leftovers import Leftovers
from grader.clock.loop_shims import forget_last_call
from grader.clock.real import RLock, get_ident
from grader.clock.replacements import Replacement, replace
from grader.clock.world import MEMBERS

_Task = asyncio.Task
_Loop: Any = asyncio.BaseEventLoop
_create_task = _Loop.create_task
_call_exception_handler = _Loop.call_exception_handler
_close = _Loop.close
_shutdown_asyncgens = _Loop.shutdown_asyncgens
_finalize_asyncgen = _Loop._asyncgen_finalizer_hook
_run = asyncio.Handle._run
_cancel_all_tasks: Any = asyncio.runners._cancel_all_tasks  # type: ignore[attr-defined]
_warn_unawaited: Any = getattr(warnings, "_warn_unawaited_coroutine")  # noqa: B009  (typeshed hides it)


def _leftovers() -> Leftovers | None:
    member = MEMBERS.get(get_ident())
    return member.world.leftovers if member is not None else None


def run(handle: Any) -> None:
    """`Handle._run`, for turns that are not those of `turns.py`."""
    task = getattr(handle._callback, "__self__", None)
    if not isinstance(task, _Task):
        return _run(handle)
    member = MEMBERS.get(get_ident())
    if member is None:
        return _run(handle)
    tasks = member.world.tasks
    tasks.before_step(task, handle, id(task))
    try:
        _run(handle)
    finally:
        if _Task.done(task):
            tasks.ended(task, id(task))


def create_task(loop: Any, coro: Any, *, name: str | None = None, **options: Any) -> Any:
    """`loop.create_task`: unnamed tasks are numbered as in a fresh process."""
    member = MEMBERS.get(get_ident())
    if member is None:
        return _create_task(loop, coro, name=name, **options)
    tasks = member.world.tasks
    if loop._task_factory is not None or loop._debug or loop._closed or options:
        if loop._task_factory is None and name is None:
            name = f"Task-{tasks.made + 1}"
        task = _create_task(loop, coro, name=name, **options)
        if loop._debug:
            forget_last_call(task)
    else:  # what the original does in this case, without calling it
        task = _Task(coro, loop=loop, name=f"Task-{tasks.made + 1}" if name is None else name)
    if isinstance(task, _Task):
        tasks.born(task, coro)
    return task


def call_exception_handler(loop: Any, context: dict[str, Any]) -> None:
    """`loop.call_exception_handler`: asyncio tells of failures nobody looked at, and of lost tasks."""
    member = MEMBERS.get(get_ident())
    if member is not None:
        _note_complaint(member.world.tasks, context)
        for wanted, hear in member.world.hearers:
            if wanted is None or wanted is loop:
                hear(context)
    _call_exception_handler(loop, context)


def _note_complaint(tasks: Any, context: dict[str, Any]) -> None:
    message = context.get("message", "")
    task = context.get("task")
    error = context.get("exception")
    if error is not None and ("never retrieved" in message or "unhandled exception during" in message):
        tasks.unretrieved(task or context.get("future"), error)
    elif task is not None and "destroyed but it is pending" in message:
        tasks.destroyed(task)


def cancel_all_tasks(loop: Any) -> None:
    """Where `asyncio.run` ends the tasks that were left over."""
    _note_pending(loop)
    _cancel_all_tasks(loop)


def close(loop: Any) -> None:
    """`loop.close`: tasks that are still pending never end."""
    if not loop.is_closed():
        _note_pending(loop)
    _close(loop)


def _note_pending(loop: Any) -> None:
    member = MEMBERS.get(get_ident())
    if member is not None and member.world.tasks.in_flight:  # to list them takes long
        member.world.tasks.left_pending([task for task in asyncio.all_tasks(loop) if not _Task.done(task)])


def shutdown_asyncgens(loop: Any) -> Any:
    """`loop.shutdown_asyncgens`: those that are still open were forgotten."""
    leftovers = _leftovers()
    if leftovers is not None:
        for generator in list(loop._asyncgens):
            leftovers.unclosed(generator)
    return _shutdown_asyncgens(loop)


def finalize_asyncgen(loop: Any, generator: Any) -> None:
    """The loop is told of a generator that is collected before its end."""
    leftovers = _leftovers()
    if leftovers is not None:
        leftovers.unclosed(generator)
    _finalize_asyncgen(loop, generator)


def warn_unawaited(coroutine: Any) -> None:
    """Python is about to warn of a coroutine that was never awaited."""
    leftovers = _leftovers()
    if leftovers is not None:
        leftovers.unawaited(coroutine)
        text = f"coroutine '{coroutine.__qualname__}' was never awaited"
        warnings.warn(text, RuntimeWarning, stacklevel=2, source=coroutine)  # as if it were not watched
    else:
        _warn_unawaited(coroutine)


_WATCHED = [
    *turns.REPLACEMENTS,
    Replacement(asyncio.Handle, "_run", run),
    Replacement(_Loop, "create_task", create_task),
    Replacement(_Loop, "call_exception_handler", call_exception_handler),
    Replacement(_Loop, "close", close),
    Replacement(_Loop, "shutdown_asyncgens", shutdown_asyncgens),
    Replacement(_Loop, "_asyncgen_finalizer_hook", finalize_asyncgen),
    Replacement(asyncio.runners, "_cancel_all_tasks", cancel_all_tasks),
    Replacement(warnings, "_warn_unawaited_coroutine", warn_unawaited),
]


class _Shared:
    """Replacements that several clocks may need at the same time."""

    def __init__(self, replacements: list[Replacement]) -> None:
        self._replacements = replacements
        self._undo: list[Replacement] = []
        self._users = 0
        self._mutex = RLock()

    def begin(self) -> None:
        with self._mutex:
            self._users += 1
            if self._users == 1:
                self._undo = replace(self._replacements)

    def end(self) -> None:
        with self._mutex:
            self._users -= 1
            if self._users == 0:
                replace(self._undo)


_watched = _Shared(_WATCHED)
begin, end = _watched.begin, _watched.end
