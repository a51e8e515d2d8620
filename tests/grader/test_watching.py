"""`grader watch` in a terminal of its own: what stands there after a save and after keys, and how it ends."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exercises import Exercise, load_course

pty = pytest.importorskip("pty")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

COMMAND = [sys.executable, "-m", "grader", "watch"]
PATIENCE = 20.0
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SOLVED = """\
import asyncio


def double(x):
    return 2 * x


async def wait(seconds):
    await asyncio.sleep(seconds)
    return seconds
"""


class Terminal:
    """A process in a terminal of its own, and what stands there."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        self.terminal, self._inside = pty.openpty()
        self.process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(self._inside), *COMMAND, *arguments],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "GRADER_LANG": "en"},
            start_new_session=True,  # so that the terminal which it opens becomes its own
        )
        self.text = ""

    def press(self, keys: str) -> None:
        """Press keys; what stood there before does not count any more."""
        self.text = ""
        os.write(self.terminal, keys.encode())

    def wait_for(self, text: str) -> str:
        """All that was written until `text` stands there."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            left = deadline - time.monotonic()
            assert left > 0, f"{text!r} is not in {self.text!r}"
            if select.select([self.terminal], [], [], min(left, 0.5))[0]:
                data = os.read(self.terminal, 65536).decode(errors="replace")
                self.text += _STEERING.sub("", data).replace("\r\n", "\n")
        return self.text

    def close(self) -> None:
        """End the process, and take the terminal away."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)
        os.close(self._inside)

    def ends(self) -> int:
        """Wait for the end, reading what is still written; gives the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if select.select([self.terminal], [], [], 0.05)[0]:
                    self.text += os.read(self.terminal, 65536).decode(errors="replace")
        assert self.process.returncode is not None, "it goes on"
        return self.process.returncode


def processes_of(folder: Path) -> list[str]:
    """The command lines of processes that work in `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if Path(os.readlink(process / "cwd")).is_relative_to(folder):
                found.append((process / "cmdline").read_text(errors="replace"))
    return found


@pytest.fixture
def exercise(own_course: Path) -> Exercise:
    """An exercise that nobody has begun."""
    return load_course(own_course).exercises[0]


@pytest.fixture
def watch(exercise: Exercise) -> Iterator[Terminal]:
    """A watch of the exercise, after its first run; nothing of it may be left."""
    terminal = Terminal(["01"], exercise.root)
    try:
        terminal.wait_for("q quit")
        yield terminal
    finally:
        terminal.close()
    assert processes_of(exercise.root) == []


def test_edit_save_see_hint_list_quit(watch, exercise):
    """The whole round, as a learner goes it."""
    assert "`double` is not written yet" in watch.text
    assert "Task 2: wait" not in watch.text
    assert "0 of 2 tasks done   0 of 1 exercises done" in watch.text
    watch.press("h")
    assert "What is two times three?" in watch.wait_for("q quit")
    watch.press("l")
    assert "01_numbers  0 of 2 tasks" in watch.wait_for("q quit")
    watch.text = ""
    exercise.stub.write_text(SOLVED)
    seen = watch.wait_for("q quit")
    assert "2 of 2 tasks done   1 of 1 exercises done" in seen
    assert "All 1 exercises are done. Well done!" in seen
    watch.press("n")
    watch.wait_for("All 1 exercises are done.")
    watch.press("q")
    assert watch.ends() == 0
    assert "Traceback" not in watch.text


def test_reset_asks_first(watch, exercise):
    """Any key but y leaves the file; y puts the stub back, runs it, and says where the old text is."""
    watch.text = ""
    exercise.stub.write_text(SOLVED)
    watch.wait_for("q quit")
    watch.press("r")
    watch.wait_for("Put the stub back into exercises/01_numbers/numbers_kata.py? y: yes, any other key: no")
    watch.press("q")
    watch.wait_for("Nothing was changed.")
    assert exercise.stub.read_text() == SOLVED
    watch.press("r")
    watch.wait_for("any other key: no")
    watch.press("y")
    assert "What you had is kept in .grader/backups/01_numbers/numbers_kata-" in watch.wait_for("q quit")
    assert exercise.stub.read_bytes() == exercise.original.read_bytes()


def test_a_run_is_stopped_when_the_file_is_saved_again(watch, exercise):
    """With every process that the program started; then the new text is run."""
    watch.text = ""
    started = exercise.root / "started"
    endless = "import subprocess, sys, time\n" + f"open({str(started)!r}, 'w').close()\n"
    endless += "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n" * 2
    exercise.stub.write_text(endless + "for _ in iter(int, 1): pass\n" + SOLVED)
    deadline = time.monotonic() + PATIENCE
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    exercise.stub.write_text(SOLVED)
    assert "2 of 2 tasks done" in watch.wait_for("q quit")
    assert len([line for line in processes_of(exercise.root) if "time.sleep(600)" in line]) == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT])
def test_it_ends_quietly_in_the_middle_of_a_run(watch, exercise, number):
    """Ctrl-C, a closed terminal, a request to end: no word, no process left, and keys are shown again."""
    started = exercise.root / "started"
    exercise.stub.write_text(f"open({str(started)!r}, 'w').close()\nfor _ in iter(int, 1): pass\n")
    deadline = time.monotonic() + PATIENCE
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    watch.text = ""
    if number is signal.SIGINT:
        os.write(watch.terminal, b"\x03")
    else:
        os.kill(watch.process.pid, number)
    code = watch.ends()
    assert code == (0 if number is signal.SIGINT else 128 + number)
    assert "Traceback" not in watch.text
    assert processes_of(exercise.root) == []


def test_the_terminal_is_left_as_it_was(watch):
    """Line by line, with echo."""
    import termios  # noqa: PLC0415

    during = termios.tcgetattr(watch.terminal)[3]
    watch.press("q")
    watch.ends()
    after = termios.tcgetattr(watch.terminal)[3]
    assert not during & termios.ICANON
    assert not during & termios.ECHO
    assert after & termios.ICANON
    assert after & termios.ECHO


def test_without_an_exercise_it_follows_what_is_edited(own_course, exercise):
    """And without a terminal it needs no keys; a run goes where the last save was."""
    second = own_course / "exercises/02_more"
    second.mkdir()
    for file in exercise.folder.iterdir():
        if file.is_file():
            text = (
                file.read_text("utf-8").replace("01_numbers", "02_more").replace("numbers_kata", "more_kata")
            )
            (second / file.name.replace("numbers_kata", "more_kata")).write_text(text, "utf-8")
    with subprocess.Popen(
        COMMAND,
        cwd=own_course,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout.readline() == "01_numbers · Numbers\n"
        for line in process.stdout:
            if line.startswith("░░ 0 of 2 tasks done"):
                break
        (second / "more_kata.py").write_text(SOLVED)
        for line in process.stdout:
            if line == "02_more · Numbers\n":
                break
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "quit" not in said
    assert processes_of(own_course) == []
