"""Attempts behind walls: what the tests of the sandbox share.

Every fact about walls is tried for real, in a forked child, as the user who runs the tests and, where that is
root, also as an ordinary user. Where this machine has no walls the tests are skipped, with the reason.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sysconfig
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.confine import Limits, Walls, probe

NOBODY = 65534

Attempt = Callable[[], Any]

REFUSED = (errno.EPERM, errno.EACCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of an attempt: its value, or the error it raised, or the signal that ended the process."""

    value: Any = None
    error: str = ""
    errno: int = 0
    signal: int = 0

    @property
    def refused(self) -> bool:
        """Whether a wall answered: seccomp does with EPERM, Landlock with EACCES."""
        return self.errno in REFUSED


class Confined:
    """Runs attempts behind walls, as the given user."""

    def __init__(self, user: int | None) -> None:
        self.user = user

    def __call__(
        self,
        attempt: Attempt,
        *,
        limits: Limits | None = None,
        readable: tuple[Path, ...] = (),
        keep: tuple[int, ...] = (),
    ) -> Ending:
        """Prepare walls in a forked parent, enter them in its child, and try there."""
        sysconfig.get_paths()  # an ordinary user may be unable to read the Python of who runs the tests
        answers, answer = os.pipe()
        statuses, status = os.pipe()

        def be_the_parent() -> None:
            become(self.user)
            walls = Walls.prepare(limits or Limits(), readable=readable)
            child = forked(lambda: (walls.enter(keep=(answer, *keep)), report(attempt, answer)))
            os.write(status, str(os.waitpid(child, 0)[1]).encode())

        parent = forked(be_the_parent)
        os.close(answer)
        os.close(status)
        said, ended = read_all(answers), read_all(statuses)
        os.waitpid(parent, 0)
        assert ended, "the walls could not be prepared"
        return Ending(**json.loads(said)) if said else Ending(signal=os.WTERMSIG(int(ended)))

    def not_refused(self, attempts: Mapping[str, Attempt], readable: tuple[Path, ...] = ()) -> dict[str, str]:
        """Make all attempts behind the same walls; give what became of those that no wall refused."""
        seen = self(lambda: {name: outcome(attempt) for name, attempt in attempts.items()}, readable=readable)
        assert seen.value, f"the attempts ended the process: {seen}"
        return {name: what for name, what in seen.value.items() if what}


def outcome(attempt: Attempt) -> str:
    """Nothing for a refusal, else what was given or raised."""
    try:
        return f"gave {attempt()!r}"
    except OSError as error:
        return "" if error.errno in REFUSED else repr(error)


def forked(work: Callable[[], object]) -> int:
    """Do `work` in a fork and give its process id.

    Whatever happens there, the fork ends: a test must not go on twice. It is given twenty seconds.
    """
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # a test runner's handler would raise, not kill
        signal.alarm(20)
        work()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(70)  # also when the walls refuse the writing


def become(user: int | None) -> None:
    """Turn the process into an ordinary user's for good."""
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)


def report(attempt: Attempt, answer: int) -> None:
    """Write what came of the attempt, and end."""
    try:
        said: dict[str, Any] = {"value": attempt()}
    except BaseException as error:
        said = {"error": type(error).__name__, "errno": getattr(error, "errno", None) or 0}
    os.write(answer, json.dumps(said).encode())
    os._exit(0)


def read_all(descriptor: int) -> bytes:
    """What is written until the last writer has closed or died."""
    with open(descriptor, "rb") as pipe:
        return pipe.read()


@pytest.fixture(scope="session")
def walls_stand() -> None:
    """Skip the test on a machine without walls."""
    missing = "; ".join(f"{wall.name}: {wall.why_not}" for wall in probe() if not wall.stands)
    if missing:
        pytest.skip(f"no walls here: {missing}")


@pytest.fixture(
    params=[
        pytest.param(None, id="this-user"),
        pytest.param(NOBODY, id="ordinary-user"),
    ]
)
def confined(walls_stand: None, request: pytest.FixtureRequest) -> Confined:
    """Runs attempts behind walls."""
    if request.param is not None and os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary user already")
    return Confined(request.param)


@pytest.fixture
def here(walls_stand: None) -> Confined:
    """Runs attempts behind walls, as the user who runs the tests: where that makes no difference."""
    return Confined(None)


@pytest.fixture
def fork(walls_stand: None) -> Callable[[Callable[[], object]], int]:
    """Does work in a fork that ends whatever happens; gives its process id."""
    return forked


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in which everyone may do everything, with a file `kept` that everyone may change."""
    made = Path(tempfile.mkdtemp(prefix="open-to-all-"))
    made.chmod(0o777)
    kept = made / "kept"
    kept.write_text("unchanged")
    kept.chmod(0o666)
    yield made
    shutil.rmtree(made)
