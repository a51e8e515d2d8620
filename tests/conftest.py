"""What tests share across the processes of a run. Also read where a learner runs hidden specs: nothing happens here."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Once = Callable[[str, Callable[[], Any]], Any]


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
