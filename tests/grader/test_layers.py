"""Who may import whom, and what a learner's machine must have: both are read off the code itself."""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import grader
import grader.sandbox

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "termios")
WORKERS = {"grader.sandbox.zygote", "grader.sandbox.worker", "grader.sandbox.confine"}
"""What runs only where submissions are confined, which is on Linux: it may ask for more."""

# What a module of the standard library does without is its own affair, so all of that is imported before anything is
# taken away; then every module of ours is imported, each in turn.
_PROBE = """
import importlib, json, sys
import asyncio, ctypes, importlib.metadata, multiprocessing.connection, selectors, shutil, subprocess, tempfile
import click, freezegun, freezegun.api, msgspec, pytest, pytest_asyncio.plugin, pytest_timeout
import rich.console, rich.progress

names, blocked = json.loads(sys.argv[1])
assert not [name for name in sys.modules if name.partition(".")[0] == "grader"]
for name in blocked:
    sys.modules[name] = None
failed = {}
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
print(json.dumps(failed))
"""


def modules() -> list[str]:
    """Every module of the package, but the one that runs when it is imported."""
    found = pkgutil.walk_packages(grader.__path__, "grader.")
    return sorted(module.name for module in found if module.name != "grader.__main__")


def failures(names: list[str], blocked: tuple[str, ...]) -> dict[str, str]:
    """Which of `names` cannot be imported by a new Python in which `blocked` cannot be imported, and why."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, json.dumps([names, blocked])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_imports_go_one_way(monkeypatch, capsys):
    """The contracts in pyproject.toml are kept: layers, a clock of its own, nothing of the judge beside a learner."""
    monkeypatch.chdir(PYPROJECT.parent)
    status = lint_imports(config_filename=str(PYPROJECT), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_a_learner_needs_no_posix():
    """The plugin, and all that it imports, is imported where Unix's own modules are missing, as on Windows."""
    assert failures(["grader.plugin"], POSIX_ONLY) == {}


def test_only_the_walls_need_posix():
    """Of all modules only those that confine a submission may need them: the command line works everywhere."""
    names = modules()
    assert {"grader.cli", "grader.plugin", "grader.clock.clock", "grader.reports.csv"} < set(names)
    assert set(failures(names, POSIX_ONLY)) <= WORKERS


def test_the_probe_sees_what_is_blocked():
    """A module that does need what was taken away is found out: the tests above can fail."""
    assert failures(["grader.plugin"], ("msgspec",)) == {
        "grader.plugin": "import of msgspec halted; None in sys.modules"
    }


def test_the_map_of_the_package_is_complete():
    """Every module stands in the docstring of the package, which is where a newcomer looks for it."""
    names = {name.split(".")[1] for name in modules()}
    assert {name for name in names if not re.search(rf"\b{name}\b", grader.__doc__)} == set()
    assert len(names) > 50


def test_the_map_of_the_sandbox_is_complete():
    """And so does every module of the sandbox in the docstring of that."""
    names = {name.split(".")[2] for name in modules() if name.startswith("grader.sandbox.")}
    assert {name for name in names if not re.search(rf"\b{name}\b", grader.sandbox.__doc__)} == set()


@pytest.mark.parametrize("name", modules())
def test_every_module_says_what_lives_there(name):
    """Each module has a docstring, read without importing it."""
    path = Path(*grader.__path__, *name.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    assert file.read_text("utf-8").startswith('"""')
