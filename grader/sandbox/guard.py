"""Guards the measurement in a worker: what of the learner's reaches for it is told with its line, and put right.

Three things work together here, because each alone is easily got round:

- `audit_hook` refuses what no exercise needs and what leads past every other guard: native code, the garbage
  collector's lists, tracing, code objects made by hand, the grader's own modules;
- `tripwires` stand before the frames and the functions of ours and of the scenarios;
- after each scenario, and again when its answer is written, `namespaces` tells whether a module or class that was
  there before the learner's code has changed. What has is put right and flagged; so is a clock that was set back.

What stays possible: code in the same process as its measurement can in principle forge all that the process says,
and these flags with it. The guards make that long and conspicuous work, in a text that was handed in. So a flag means
that a person must look, and the absence of one is no proof.

Only a worker is guarded: a learner's own pytest is theirs to take apart. `Guard()` is made in the zygote, after all
that is ours is imported; `arm` is called in the fork, before the learner's code runs.
"""

from __future__ import annotations

import _thread
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import is_
from types import ModuleType
from typing import Any

from grader import specs
from grader.clock import ExerciseClock
from grader.clock.scheduler import Scheduler
from grader.flags import Flag, FoundBy
from grader.sandbox import loops, rules, self_pipes, threads, tripwires
from grader.sandbox.audit_hook import AuditHook
from grader.sandbox.findings import Findings
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.namespaces import Change, Namespaces, Space
from grader.sandbox.transcript import captured

_SWITCH_INTERVAL = sys.getswitchinterval()


class Guard:
    """Looks at what a learner's code has changed. It refuses nothing, and sees nothing, before it is armed."""

    def __init__(self) -> None:
        loaded = {name: module for name, module in sys.modules.items() if type(module) is ModuleType}
        ours = {name: module for name, module in loaded.items() if name.startswith(rules.OURS)}
        self._found = Findings()
        self._scheduler: Scheduler | None = None
        self._instant = self._threads = 0
        self._raw_thread = False
        lists: dict[str, list[Any]] = {
            "sys.meta_path": sys.meta_path,
            "sys.path_hooks": sys.path_hooks,
            "gc.callbacks": gc.callbacks,
        }
        self._lists = [(name, found, list(found)) for name, found in lists.items()]
        self._thresholds = gc.get_threshold()
        specs.REPLACING.account = self._accounts_for
        _watch_time(self)
        loops.set_up(self._told)
        self_pipes.set_up()
        threads.set_up(self._starts_raw_thread)
        watched = _watched(loaded, ours.values())
        self._known = Namespaces(watched, rules.has_watched_classes)
        self._modules = {name: module for name, module in watched.items() if name in rules.WATCHED}
        self._late = [name for name in loaded if name.startswith(rules.HIDDEN_LATE)]
        self._hidden = {name: sys.modules.pop(name) for name in loaded if name.startswith(rules.HIDDEN)}
        self._accept_our_own_changes()
        self._restless = self._known.counts_of_restless()
        self._hook = AuditHook(self._found, loaded, tripwires.Owners(ours.values()))
        self._counts = self._known.counts()
        self._hook.install()

    def _accept_our_own_changes(self) -> None:
        """What a run changes by itself: the streams, and with a seed some of asyncio."""
        restless = list[Space]()
        for seed in (0, 1):
            before = self._known.counts()
            with captured(), ExerciseClock(seed=seed):
                restless += self._known.moved(before, self._known.counts())
                for space in restless:
                    space.accept()
        self._known.put_first(restless)

    def arm(self, files: SubmissionModules, *, processes: bool = False) -> None:
        """Begin, in the worker of these files.

        `processes` says that they may start processes, for which the library needs native code and modules of ours.
        """
        self._found.files, self._hook.processes = files, processes
        if not processes:
            for name in self._late:
                sys.modules.pop(name, None)
        sys.argv[1:] = sys.orig_argv[1:] = []  # they tell of scenarios
        now = self._known.counts()
        if processes:  # for which the library was made ready
            for space in self._known.moved(self._counts, now):
                space.save()
        self._counts, self._hook.armed = now, True

    def unhide(self) -> None:
        """Let our own modules be imported again: what comes out of a process of the learner's is made of them."""
        sys.modules.update(self._hidden)

    # --- around a scenario ----------------------------------------------------------------------------------

    @contextmanager
    def watching(self, clock: Any) -> Iterator[None]:
        """Around the learner's code, on its clock: what it changes is told, and put right when it is over."""
        self._scheduler = getattr(getattr(clock, "_world", None), "scheduler", None)
        self._instant = self._scheduler.now if self._scheduler is not None else 0
        self._threads = _thread._count()
        self._raw_thread = False
        gc.set_threshold(*self._thresholds)
        gc.enable()
        self._restless = self._known.counts_of_restless()
        try:
            yield
        finally:
            self._look(self._known.moved_of_restless(self._restless, self._known.counts_of_restless()))
            self._look_at_imports()
            self._look_at_time()

    def _accounts_for(self, change: Callable[[], None]) -> None:
        """A scenario replaces something itself: what was changed before is told, and this is not."""
        self._look(self._known.moved_of_restless(self._restless, self._known.counts_of_restless()))
        self._look(self._known.moved_of_quiet(self._counts, self._known.counts()))
        change()
        self._counts, self._restless = self._known.counts(), self._known.counts_of_restless()

    def take(self) -> tuple[Flag, ...]:
        """Look once more, now that the answer is written; gives all that was found, and forgets it.

        From here on until the next scenario nothing of the learner's runs, so that nobody else reads its request.
        """
        gc.disable()
        sys.setswitchinterval(_SWITCH_INTERVAL)
        now = self._known.counts()
        self._look(self._known.moved_of_quiet(self._counts, now))
        self._look([space for space in self._known.restless if not space.is_as_saved()], moving=True)
        self._look_at_imports()
        if not self._hook.answers():
            self._found.add("silenced", FoundBy.CHECK)
        self._counts = self._known.counts() if self._found else now
        return self._found.take()

    def threads_left(self) -> bool:
        """Whether there are more threads than before the scenario, known to `threading` or not."""
        return self._raw_thread or _thread._count() > self._threads

    def _look(self, spaces: Iterable[Space], *, moving: bool = False) -> None:
        """Flag and undo what has changed; `moving` is for those that a run changes and puts back itself."""
        for space in spaces:
            changes = space.changes()
            for change in changes:
                self._changed(change)
            if not changes and not moving and self._counts and (space.fixed or rules.must_stay(space.name)):
                self._found.add("patched", FoundBy.CHECK, evidence=f"{space.name}, and put back")

    def _look_at_imports(self) -> None:
        names = self._modules
        if not all(map(is_, map(sys.modules.get, names), names.values())):
            gone = [name for name, module in names.items() if sys.modules.get(name) is not module]
            self._found.add("modules", FoundBy.CHECK, evidence=f"sys.modules[{gone[0]!r}]")
            sys.modules.update({name: names[name] for name in gone})
        for name, found, known in self._lists:
            if len(found) != len(known) or not all(map(is_, found, known)):
                self._found.add(
                    "patched" if name.startswith("gc") else "modules", FoundBy.CHECK, evidence=name
                )
                found[:] = known

    def _changed(self, change: Change) -> None:
        is_class = isinstance(change.space.owner, type)
        if rules.may_change(
            change.space.name, change.name, change.old, added=change.added, is_class=is_class
        ):
            return
        self._found.add("patched", FoundBy.CHECK, evidence=change.shown)
        change.undo()

    def _look_at_time(self) -> None:
        if self._scheduler is not None and self._scheduler.now != self._instant:
            self._found.add("time", FoundBy.CHECK)
        self._scheduler = None

    def moved_on(self, scheduler: Scheduler, before: int) -> None:
        """The clock has moved from the instant `before`: it must be the one that it last moved to."""
        if scheduler is self._scheduler:
            if before != self._instant or scheduler.now < before or type(scheduler.now) is not int:
                self._found.add("time", FoundBy.CHECK)
            self._instant = scheduler.now

    def _starts_raw_thread(self) -> None:
        """A thread that `threading` does not know may begin when the scenario is over, and listen."""
        self._raw_thread = True

    def _told(self, code: str, evidence: str) -> None:
        if self._found.files is not None:  # before that, nothing of anybody's runs
            self._found.add(code, FoundBy.CHECK, evidence=evidence)


def _watch_time(guard: Guard) -> None:
    """Let the guard follow the clock, so that nobody else can move it."""
    advance = Scheduler.advance

    def watched(scheduler: Scheduler, instant: int) -> None:
        before = scheduler.now
        advance(scheduler, instant)
        guard.moved_on(scheduler, before)

    Scheduler.advance = watched  # type: ignore[assignment, method-assign]


def _watched(loaded: dict[str, ModuleType], ours: Iterable[ModuleType]) -> dict[str, ModuleType]:
    """The modules that a measurement rests on: those of the rules, and what ours and the scenarios have imported."""
    used = {id(value) for module in ours for value in vars(module).values() if type(value) is ModuleType}
    return {name: module for name, module in loaded.items() if rules.is_watched(name) or id(module) in used}
