"""For all tests: what they share across the processes of a run, and the bytecode of the programs that they start."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Once = Callable[[str, Callable[[], Any]], Any]


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs that the tests start keep their bytecode, in a folder that goes with the run.

    Hundreds of them start, and each would compile the package anew where a machine writes no bytecode.
    """
    if hasattr(config, "workerinput"):
        return  # a process of xdist, which has inherited it
    kept = tempfile.mkdtemp(prefix="bytecode-")
    config.add_cleanup(lambda: shutil.rmtree(kept, ignore_errors=True))
    os.environ["PYTHONPYCACHEPREFIX"] = kept
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make what is dear once for all processes of a run: `once(name, make)`.

    The first process that asks makes it, with all cores of the machine to itself; the others wait, and unpickle it.
    """
    if not hasattr(request.config, "workerinput"):
        return lambda name, make: make()
    shared = tmp_path_factory.getbasetemp().parent

    def get(name: str, make: Callable[[], Any]) -> Any:
        made = shared / f"{name}.pickle"
        try:
            (shared / f"{name}.claim").touch(exist_ok=False)
        except FileExistsError:
            return _wait_for(made)
        value = error = None
        try:
            value = make()
        except BaseException as raised:
            error = repr(raised)
            raise
        finally:
            (shared / f"{name}.new").write_bytes(pickle.dumps((value, error)))
            (shared / f"{name}.new").rename(made)
        return value

    return get


def _wait_for(made: Path) -> Any:
    while not made.exists():
        time.sleep(0.05)
    value, error = pickle.loads(made.read_bytes())
    assert error is None, f"another process of this run could not make it: {error}"
    return value
