"""For all tests: the programs that they start keep their bytecode, in a folder that goes with the run.

Hundreds of them start, each of which would compile the package anew where a machine writes no bytecode.
"""

import os
import shutil
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Set it before the processes of xdist start, which inherit it."""
    if hasattr(config, "workerinput"):
        return
    kept = tempfile.mkdtemp(prefix="bytecode-")
    config.add_cleanup(lambda: shutil.rmtree(kept, ignore_errors=True))
    os.environ["PYTHONPYCACHEPREFIX"] = kept
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
