"""`grader watch`: runs an exercise whenever its files are saved, and answers keys meanwhile.

One loop takes events from a queue: a save, a key, the end of a run. Three threads put them there; none of them prints.
A run is a process of its own (`grader.running`), and never outlives the watch.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

import click

from grader.cli.keyboard import CTRL_C, keys
from grader.errors import GraderError
from grader.exercises import Course, Exercise
from grader.guidance import Guide, shown
from grader.language import Sentence, Words, say
from grader.progress import digest_of, read_progress
from grader.resetting import reset
from grader.running import TestRun
from grader.screen import Screen

_PATIENCE = 0.2
"""Seconds that the loop waits at most: on Windows, Ctrl-C is only noticed between two waits."""
_QUIET = 50
"""Milliseconds without a change after which a save counts as over; editors write a file in several steps."""
_LONGEST = 400
"""Milliseconds after which changes are reported, though there are still more."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Files were changed."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A run is over."""

    run: TestRun


Event = Saved | Pressed | Ended


class Watch:
    """A learner's session: the exercise at hand, the run that goes on, and what is shown."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise | None,
        said: Words,
        screen: Screen,
        hint: Callable[[Exercise], list[str]],
    ) -> None:
        """Watch `exercise`, or the one that was edited last; `hint` gives the lines of the next hint for one."""
        self.course, self.said, self.screen, self.hint = course, said, screen, hint
        self.follows = exercise is None
        progress = read_progress(course)
        self.current = exercise or progress.last or progress.next() or course.exercises[0]
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.run: TestRun | None = None
        self.has_keys = False
        self.asking = False
        """Whether the next key answers the question of `r`."""
        self.done = False

    def watch(self) -> None:
        """Watch until it is enough."""
        with (
            _ended_by_signals(),
            _saves(self.course.root / "exercises", self.events.put),
            keys(lambda key: self.events.put(Pressed(key))) as self.has_keys,
        ):
            try:
                self._start()
                while not self.done:
                    self._take()
            finally:
                self._stop()

    def _take(self) -> None:
        """Wait for an event for a moment, and answer it."""
        try:
            event = self.events.get(timeout=_PATIENCE)
        except queue.Empty:
            return
        try:
            self._answer(event)
        except GraderError as error:
            said = error.args[0] if error.args else ""
            self._print([self.said.of(said) if isinstance(said, Sentence) else str(error)])

    def _answer(self, event: Event) -> None:
        match event:
            case Saved(paths):
                self._saved(paths)
            case Ended(run) if run is self.run:
                self._show_standing()
            case Pressed(key) if self.asking:
                self._answer_reset(key)
            case Pressed(key):
                self._pressed(key.lower())

    # --- runs ---------------------------------------------------------------------------------------------------

    def _saved(self, paths: tuple[Path, ...]) -> None:
        saved = self._latest(paths)
        if saved is None or not (self.follows or saved is self.current):
            return
        goes_on = self.run is not None and self.run.goes_on and self.run.exercise is saved
        if goes_on and self.run is not None and self.run.digest == digest_of(saved):
            return  # an editor's second write of the same text
        self.current = saved
        self._start()

    def _latest(self, paths: tuple[Path, ...]) -> Exercise | None:
        """The exercise of the file that was saved last: a switch of branches saves many."""
        there = [(path.stat().st_mtime if path.exists() else 0.0, str(path)) for path in paths]
        for _, path in sorted(there, reverse=True):
            for exercise in self.course.exercises:
                if Path(path).is_relative_to(exercise.folder.resolve()):
                    return exercise
        return None

    def _start(self) -> None:
        """Run the exercise at hand from the start, in place of a run that goes on."""
        self._stop()
        self.asking = False
        click.clear()
        self._print([click.style(self._guide().heading(self.current), bold=True)])
        environment = {"GRADER_LANG": str(self.said.language)}
        self.run = TestRun(self.current, environment, lambda run: self.events.put(Ended(run)))

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()
            self.run = None

    # --- keys ---------------------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        actions = {
            "h": lambda: self._print(self.hint(self.current)),
            "n": self._next,
            "l": lambda: self._print(self._guide().overview()),
            "r": self._ask_reset,
            "q": self._quit,
            CTRL_C: self._quit,
            "\r": self._start,
            "\n": self._start,
        }
        action = actions.get(key)
        if action is not None:
            action()
            if key in "hl":
                self._print_keys()

    def _next(self) -> None:
        guide = self._guide()
        found = guide.progress.next(after=self.current)
        if found is None:
            self._print([guide.nothing_next()])
            return
        self._stop()
        self.current = found
        click.clear()
        self._print([*guide.next_lines(found), "", guide.standing_line(found)])
        self._print_keys()

    def _ask_reset(self) -> None:
        self.asking = True
        question = say(
            "Put the stub back into {file}? y: yes, any other key: no", file=shown(self.current.stub)
        )
        self._print([self.said.of(question)])

    def _answer_reset(self, key: str) -> None:
        self.asking = False
        if key.lower() != "y":
            self._print([self.said.of(say("Nothing was changed."))])
            return
        self._stop()
        backup = reset(self.current, datetime.now())
        self._start()
        if backup is not None:
            self._print([self.said.of(say("What you had is kept in {file}.", file=shown(backup)))])

    def _quit(self) -> None:
        self.done = True

    # --- what is shown ------------------------------------------------------------------------------------------

    def _guide(self) -> Guide:
        return Guide(self.said, self.screen, read_progress(self.course))

    def _show_standing(self) -> None:
        guide = self._guide()
        lines = ["", guide.standing_line(self.current)]
        following = guide.progress.next(after=self.current)
        if guide.progress.of(self.current).complete and following is not None:
            lines.append(self.said.of(say("All tasks are done. Next: {slug}", slug=following.slug)))
        elif guide.progress.of(self.current).complete:
            lines.append(guide.nothing_next())
        self._print(lines)
        self._print_keys()

    def _print_keys(self) -> None:
        if self.has_keys:
            words = [("h", say("hint")), ("n", say("next")), ("l", say("list")), ("r", say("reset"))]
            words.append(("q", say("quit")))
            shown_keys = [f"{click.style(key, bold=True)} {self.said.of(word)}" for key, word in words]
            self._print([f" {self.screen.dot} ".join(shown_keys)])

    def _print(self, lines: list[str]) -> None:
        for line in lines:
            click.echo(line)
        sys.stdout.flush()  # before pytest writes to the same terminal


@contextmanager
def _saves(folder: Path, put: Callable[[Event], None]) -> Iterator[None]:
    """Report changes of Python files below `folder` while the block runs."""
    from watchfiles import watch  # noqa: PLC0415  (a quick start for the other commands)

    enough = threading.Event()
    root = folder.resolve()

    def report() -> None:
        for changes in watch(
            root,
            watch_filter=lambda _, path: _is_source(Path(path), root),
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=enough,
            rust_timeout=200,
            raise_interrupt=False,
        ):
            put(Saved(tuple(Path(path) for _, path in changes)))

    watcher = threading.Thread(target=report, name="saves", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        enough.set()
        watcher.join(2)


def _is_source(path: Path, root: Path) -> bool:
    """Whether a file is one that a person edits: Python, not hidden, not a cache."""
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
    return path.suffix == ".py" and not any(part.startswith((".", "__pycache__")) for part in parts)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End in order, and so with the run, when the terminal is closed or the process is asked to end."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    saved = {getattr(signal, name): signal.signal(getattr(signal, name), _end) for name in names}
    try:
        yield
    finally:
        for number, handler in saved.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
