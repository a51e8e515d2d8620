"""The guide tells the truth: its first example runs, and it names every option and every kind of sighting."""

from __future__ import annotations

import dataclasses
import linecache
import re
from pathlib import Path

import grader.clock
from grader.clock.options import Options
from grader.clock.sightings import Sightings

README = (Path(grader.clock.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_the_first_example_runs():
    """As it stands, assertions included."""
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    linecache.cache["example.py"] = (len(example), None, example.splitlines(True), "example.py")
    exec(compile(example, "example.py", "exec"), {})


def test_every_option_is_named():
    """Each field of Options, with its default."""
    for field in dataclasses.fields(Options):
        assert f"`{field.name}=" in README


def test_every_kind_of_sighting_is_named():
    """Each field of Sightings."""
    for field in dataclasses.fields(Sightings):
        assert f"| `{field.name}` |" in README


def test_every_module_is_listed():
    """The map of the modules leaves none out."""
    table = README.partition("| module | subject |")[2].partition("## Limits")[0]
    for module in Path(grader.clock.__file__).parent.glob("*.py"):
        named = module.name in table or module.name.endswith("_shims.py")
        assert named or module.stem in (
            "__init__",
            "installation",
            "errors",
            "options",
            "real",
            "replacements",
        )
