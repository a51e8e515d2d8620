"""The scan flags what certainly reaches for the measurement, with its line, and nothing that an honest program does."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from grader.flags import Flag, FoundBy
from grader.sandbox.rules import FOREIGN_MODULES, REASONS
from grader.scan import MOST, placed, scan

ROOT = Path(__file__).resolve().parents[2]
HONEST = sorted(
    path
    for pattern in (
        "solutions/*/*.py",
        "exercises/*/*.py",
        "tests/specs/*/right/*.py",
        "tests/specs/*/wrong/*.py",
    )
    for path in ROOT.glob(pattern)
)
CLASS = sorted((ROOT / "tests" / "classes").rglob("*.py"))


def found(source: str) -> list[tuple[str, int | None]]:
    """Code and line of each flag of a file with this source."""
    return [(flag.code, flag.line) for flag in scan({"kata.py": source.encode()})]


CERTAIN = {
    "import inspect\ninspect.len = print": "patched",
    **{f"import {name}": code for name, code in FOREIGN_MODULES.items()},
    "import grader.clock": "harness",
    "from grader.clock import world": "harness",
    "import ctypes, os": "native_code",
    "from _testcapi import frame_getlocals": "native_code",
    "__import__('grader')": "harness",
    "import importlib\nimportlib.import_module('ctypes')": "native_code",
    "import gc\ngc.get_objects()": "memory",
    "from gc import get_referrers as who": "memory",
    "import sys\nsys.settrace(print)": "tracing",
    "import sys as s\ns.addaudithook(print)": "tracing",
    "import sys\nsys.monitoring.register_callback(1, 2, print)": "tracing",
    "import time\ntime.sleep = print": "patched",
    "import time as t\ndef f():\n    t.monotonic = print": "patched",
    "import asyncio\nasyncio.Task.cancel = print": "patched",
    "from asyncio import tasks\ntasks.sleep = print": "patched",
    "import asyncio.events\nasyncio.events.Handle._run = print": "patched",
    "import time\ndel time.sleep": "patched",
    "import time\ntime.sleep, x = print, 1": "patched",
    "import time\nfor time.sleep in [print]: pass": "patched",
    "import time\nsetattr(time, 'sleep', print)": "patched",
    "import builtins\nbuiltins.len = print": "patched",
    "import threading\nthreading.Lock: object = print": "patched",
    "import time\ntime.sleep.__globals__": "internals",
    "import asyncio\nasyncio.sleep.__code__ = print": "internals",
    "from time import sleep\nsleep.__closure__": "internals",
    "import sys\nsys.modules['asyncio'] = print": "modules",
    "import sys\ndel sys.modules['time']": "modules",
    "import sys\nsys.modules['grader.clock'].x": "harness",
}


@pytest.mark.parametrize(("source", "code"), CERTAIN.items())
def test_what_is_certain_is_flagged_with_its_line(source, code):
    """One flag with the code, the last line that did it, and its text."""
    (flag,) = scan({"kata.py": source.encode()})
    lines = source.splitlines()
    assert (flag.code, flag.file, flag.found_by) == (code, "kata.py", FoundBy.SCAN)
    assert flag.evidence == lines[flag.line - 1].strip()
    assert flag.line == len(lines)
    assert flag.reason == REASONS[code]


FINE = {
    "what old programs miss": "import inspect\ninspect.getargspec = inspect.getfullargspec",
    "the same by setattr": "import asyncio, types\nsetattr(asyncio, 'coroutine', types.coroutine)",
    "a new builtin": "import builtins\nbuiltins.profile = lambda function: function",
    "own attribute": "class A: pass\nA.x = 1\nA().y = 2",
    "own name like a module": "class time: pass\ntime.sleep = 1",
    "a variable like a module": "import time\ntime = object()\ntime.sleep = 1",
    "an argument like a module": "import asyncio\ndef f(asyncio):\n    asyncio.sleep = 1",
    "read": "import time\nsleep = time.sleep\nprint(time.sleep.__name__, time.sleep.__doc__)",
    "compared": "import asyncio\nassert asyncio.sleep == asyncio.sleep",
    "annotation alone": "import asyncio\nasync def f(q: asyncio.Queue = None): return asyncio.Queue",
    "keyword": "import asyncio\nasyncio.run(f(), debug=True)",
    "output": "import sys\nsys.stdout = sys.stderr\nsys.excepthook = print",
    "thread hook": "import threading\nthreading.excepthook = print",
    "limits": "import sys\nsys.setrecursionlimit(10**6)\nsys.exc_info()",
    "own module": "import sys\nsys.modules[__name__].x = 1\nsys.modules[__name__] = 2",
    "asking what is loaded": "import sys\nsys.modules['asyncio']",
    "own frames": "import sys, inspect\nsys._getframe().f_back\ninspect.currentframe().f_locals",
    "own closure": "def f(x):\n    def g(): return x\n    return g.__closure__, g.__globals__, g.__code__",
    "collecting": "import gc\ngc.collect()\ngc.disable()\ngc.freeze()",
    "debugging": "import traceback, inspect\ntraceback.print_exc()\ninspect.iscoroutinefunction(print)",
    "policy": "import asyncio\nasyncio.set_event_loop_policy(None)",
    "exits": "import os\nos._exit(0)",
    "code made of text": "exec('x = 1')\neval('1')\ncompile('', '', 'exec')",
    "own package": "from .grader import x",
    "only as a program": "import sys, time\nif __name__ == '__main__':\n    time.sleep = sys.settrace(print)",
    "in words": "'''import grader, ctypes; time.sleep = 3; sys.settrace'''",
    "set by name on their own": "for name in 'ab':\n    setattr(print, name, getattr(print, name))",
}


@pytest.mark.parametrize("source", FINE.values(), ids=FINE)
def test_what_honest_programs_do_is_not(source):
    """What gains nothing, what is one's own, what is uncertain and what never runs: no flag."""
    assert found(source) == []


def test_what_is_said_outside_of_main_is_still_seen():
    """`else` of the test for `__main__` is what a worker runs."""
    source = "import time\nif __name__ == '__main__':\n    pass\nelse:\n    time.sleep = print"
    assert found(source) == [("patched", 5)]


@pytest.mark.parametrize("path", HONEST + CLASS, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_program_of_the_course_is_flagged(path):
    """No stub, public example, solution, right or wrong program, and nobody in the made-up classes."""
    assert scan({path.name: path.read_bytes()}) == ()


def test_there_are_programs_to_be_proven_by():
    """The test above is about hundreds of files."""
    assert len(HONEST) > 380
    assert len(CLASS) > 40


@pytest.mark.parametrize("package", ["asyncio", "concurrent", "json", "email", "http"])
def test_the_library_of_python_is_an_honest_program(package):
    """Thousands of lines of the library's, which does every unusual thing, have no flag."""
    for path in Path(sysconfig.get_path("stdlib"), package).rglob("*.py"):
        assert scan({path.name: path.read_bytes()}) == (), path


def test_files_that_are_not_python_have_no_flags():
    """Broken files, other kinds of files and nests too deep to read are nobody's evidence."""
    assert scan({"kata.py": b"import grader\ndef (:"}) == ()
    assert scan({"kata.py": b"import grader\n\xff\xfe\x00"}) == ()
    assert scan({"notes.txt": b"import grader"}) == ()
    assert scan({"kata.py": b"import grader\n" + b"(" * 5000 + b")" * 5000}) == ()


def test_flags_come_file_by_file_and_are_bounded():
    """Every file of a submission is read, and whoever writes the same thousand times is believed."""
    flags = scan({"a.py": b"import ctypes", "b/c.py": b"\nimport grader"})
    assert [(flag.file, flag.line, flag.code) for flag in flags] == [
        ("a.py", 1, "native_code"),
        ("b/c.py", 2, "harness"),
    ]
    assert len(scan({"a.py": b"import grader\n" * 1000})) == MOST


def test_a_change_that_the_worker_saw_is_placed():
    """What was found changed gets the line which seems to change it; what has a line, or none to find, stays."""
    flag = Flag(code="patched", reason="...", evidence="asyncio.tasks.sleep", found_by=FoundBy.CHECK)
    files = {"kata.py": b"import asyncio\nfrom x import sleep\nvars(asyncio)['sleep'] = print\n"}
    assert (placed(flag, files).file, placed(flag, files).line) == ("kata.py", 3)
    assert placed(flag, {"kata.py": b"pass"}) == flag
    elsewhere = Flag(code="time", reason="...", evidence="sleep", found_by=FoundBy.CHECK)
    assert placed(elsewhere, files) == elsewhere


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    ["time.a, ", "time.", "time.a,", "time.a" + " " * 50, "asyncio.a[", "time.a:b", "import a ", "from asyncio", ", a",
     "sleep ", "del", "setattr sleep "],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "=", "\n="])
def test_takes_time_in_proportion_to_the_length(text: str, end: str) -> None:
    """A file of a quarter of a megabyte, whatever stands in it: the judge reads it, and nobody could stop that."""
    for files in (
        {"kata.py": (text * (2**18 // len(text)) + end).encode()},
        {"kata.py": f"time.a,{' ' * 2**18}{end}".encode()},
    ):
        scan(files)
        flag = Flag(code="patched", reason=REASONS["patched"], found_by=FoundBy.CHECK, evidence="time.sleep")
        placed(flag, files)


def test_a_change_far_to_the_right_is_seen() -> None:
    """No number of blanks hides what a line changes."""
    assert found(f"import time\nx, time.sleep,{' ' * 5000} y = 1, 2, 3\n") == [("patched", 2)]
