"""What a learner gets from `pytest exercises/01_kata`, whatever state their file is in."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TOML = """
id = "01_kata"
order = 1
module = "kata"
title = "Twice"
title_zh = "两倍"
notes = ""
points = 10
deadline = 0.5

[[tasks]]
title = "twice gives the double"
title_zh = "twice 给出两倍"
names = ["twice"]
hint = "What is 2 * x?"

[[tasks]]
title = "later waits"
title_zh = "later 会等待"
names = ["later"]
"""

STUB = '''
def twice(x):
    """Give 2 * x."""
    # TODO task 1
    raise NotImplementedError


async def later(seconds):
    """Wait, then give the seconds."""
    # TODO task 2
    raise NotImplementedError
'''

SOLUTION = """
import asyncio

def twice(x):
    return 2 * x

async def later(seconds):
    await asyncio.sleep(seconds)
    return seconds
"""

PUBLIC = """
import time

import pytest

from kata import later, twice


@pytest.mark.task(1)
def test_twice_two():
    assert twice(2) == 4


@pytest.mark.task(2)
async def test_later():
    start = time.monotonic()
    assert await later(30) == 30
    assert time.monotonic() - start == pytest.approx(30, abs=0.01)
"""

SCENARIOS = """
from grader.specs import scenario

@scenario
def twice(submission, x):
    return submission.twice(x)

@scenario
async def later(submission, seconds):
    return await submission.later(seconds)
"""

SPEC = '''
import pytest

SECRET = "the expected value"

@pytest.mark.task(1)
@pytest.mark.parametrize("x", [0, 7])
def test_doubles(twice, x):
    """twice doubles."""
    assert twice(x).value == 2 * x

@pytest.mark.task(2)
def test_waits(later):
    """later waits."""
    seen = later(4)
    assert seen.elapsed == 4
'''


SETTINGS = """
[tool.pytest.ini_options]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "function"
addopts = "--import-mode=importlib"
"""


class Run:
    """A finished run of pytest: its output, its exit code, and the outcome of each test."""

    def __init__(self, done):
        self.text = done.stdout + done.stderr
        self.code = done.returncode
        found = re.findall(r"::(\S+) (PASSED|FAILED|ERROR)|(PASSED|FAILED|ERROR) \S+::(\S+)", done.stdout)
        self.outcomes = {name or named: verdict or said for name, verdict, said, named in found}

    def __contains__(self, text):
        return text in self.text


@pytest.fixture
def learner(tmp_path):
    """Write a course with `source` as the learner's file, and run pytest in it."""
    course = tmp_path / "course"
    files = {
        "pyproject.toml": SETTINGS,
        "exercises/01_kata/exercise.toml": TOML,
        "exercises/01_kata/test_kata.py": PUBLIC,
        "tests/specs/01_kata/scenarios.py": SCENARIOS,
        "tests/specs/01_kata/spec_kata.py": SPEC,
    }
    for name, text in files.items():
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def run(source, *arguments, cwd=course, environment=None):
        if source is not None:
            (course / "exercises/01_kata/kata.py").write_text(textwrap.dedent(source), "utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            *(arguments or ("exercises/01_kata", "-v")),
        ]
        surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", "GRADER_LANG": "en"}
        surroundings |= environment or {}
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, encoding="utf-8", env=surroundings, timeout=60, check=False
        )
        return Run(done)

    run.course = course
    return run


ALL = ["test_twice_two", "test_later", "test_doubles[0]", "test_doubles[7]", "test_waits"]


def no_traceback(run):
    """Neither a traceback of ours nor an error of the collection."""
    return not any(
        word in run for word in ("Traceback", "INTERNALERROR", "ERROR ", "ERRORS", "site-packages")
    )


def test_the_stub_fails_task_by_task_and_says_what_to_do(learner):
    """Each task has its message once, naming the function and the line; the last lines say what comes next."""
    run = learner(STUB, "exercises/01_kata")
    assert run.code == 1
    assert no_traceback(run), run.text
    assert run.text.count("`twice` is not written yet in kata.py:5.") == 1
    assert run.text.count("`later` is not written yet in kata.py:11.") == 1
    assert "What is 2 * x?" in run
    assert "✗ task 1  twice gives the double" in run
    assert "Next: task 1, in exercises/01_kata/kata.py" in run
    assert "2 failed, 3 more in the same tasks" in run


def test_the_solution_passes(learner):
    """Public examples and hidden checks are run by the same command, on the exercise clock."""
    run = learner(SOLUTION)
    assert run.code == 0
    assert run.outcomes == dict.fromkeys(ALL, "PASSED")
    assert "All tasks done." in run


@pytest.mark.parametrize(
    ("source", "headline", "passing"),
    [
        (
            SOLUTION.replace("2 * x", "2 * x +"),
            "Python cannot read the file: invalid syntax at kata.py:5",
            [],
        ),
        (
            SOLUTION + "\n1 / 0\n",
            "The file cannot be imported: ZeroDivisionError: division by zero at kata.py:11",
            [],
        ),
        (
            SOLUTION + "\nraise SystemExit\n",
            "While it is imported, the file ends the program at kata.py:11",
            [],
        ),
        (
            SOLUTION + "\nwhile True:\n    pass\n",
            "The file does not get through its import: after 0.5 s it is still at kata.py:1",
            [],
        ),
        (
            SOLUTION.replace("def twice", "def twise"),
            "The file has no `twice`. Did you mean `twise`?",
            ["test_later", "test_waits"],
        ),
        (
            SOLUTION.replace("twice(x)", "twice()"),
            "It cannot be called as the task calls it: twice() takes 0 positional arguments but 1 was given.",
            ["test_later", "test_waits"],
        ),
        (
            SOLUTION.replace("return 2 * x", "while True: pass"),
            "Still running after 0.5 s at kata.py:5: `while True: pass`",
            ["test_later", "test_waits"],
        ),
        (
            SOLUTION.replace("await asyncio.sleep", "while True: pass  # "),
            "Still running after 0.5 s at kata.py:8",
            ["test_twice_two", "test_doubles[0]", "test_doubles[7]"],
        ),
        (
            SOLUTION.replace("return 2 * x", "raise KeyError(x)"),
            "Raised KeyError: 2 at kata.py:5: `raise KeyError(x)`",
            ["test_later", "test_waits"],
        ),
    ],
    ids=["syntax", "import", "exit", "import hangs", "name", "signature", "hang", "async hang", "raises"],
)
def test_each_mistake_has_its_own_message_and_hides_no_other_task(learner, source, headline, passing):
    """The cause is said plainly; what does not depend on it still passes."""
    run = learner(source)
    assert headline in run
    assert no_traceback(run), run.text
    assert {name for name, outcome in run.outcomes.items() if outcome == "PASSED"} == set(passing)
    assert set(run.outcomes) == set(ALL)


def test_a_missing_file_is_said(learner):
    """Without the file every check says so."""
    run = learner(None)
    assert "There is no file kata.py." in run
    assert no_traceback(run), run.text


def test_a_hidden_check_shows_what_was_seen_and_not_its_source(learner):
    """The values, the call and the hint are shown; nothing of the spec's text is."""
    run = learner(SOLUTION.replace("return 2 * x", "return x + 2"))
    assert "Gave 2, expected 0." in run
    assert "twice(0)" in run
    assert "SECRET" not in run
    assert "assert twice" not in run


def test_a_public_example_shows_its_source(learner):
    """A failing assertion of an example is shown as pytest does: the learner may read that file."""
    run = learner(SOLUTION.replace("return 2 * x", "return x"))
    assert "assert 2 == 4" in run


def test_what_the_program_prints_is_shown(learner):
    """The learner's own output stands in the message of a hidden check."""
    run = learner(
        SOLUTION.replace("return 2 * x", "print('here', x)\n    return x"), "exercises/01_kata", "-k", "7"
    )
    assert "It printed  here 7" in run


def test_without_the_hidden_half_the_examples_run(learner):
    """A students' repository has no specs; the public examples are enough."""
    shutil.rmtree(learner.course / "tests")
    run = learner(SOLUTION)
    assert run.code == 0
    assert set(run.outcomes) == {"test_twice_two", "test_later"}


@pytest.mark.parametrize(
    ("arguments", "where", "ran"),
    [
        ((), "exercises/01_kata", ALL),
        (("01_kata",), "exercises", ALL),
        (("exercises",), "", ALL),
        (("exercises/01_kata/test_kata.py",), "", ALL[:2]),
        (("exercises/01_kata/test_kata.py::test_later",), "", ["test_later"]),
        (("../specs/01_kata/spec_kata.py::test_waits",), "tests/grader", ["test_waits"]),
        (("exercises/01_kata", "-k", "doubles"), "", ["test_doubles[0]", "test_doubles[7]"]),
        (("exercises/01_kata", "-n", "2"), "", ALL),
    ],
    ids=["inside", "from exercises", "all", "one file", "one test", "one check", "-k", "xdist"],
)
def test_works_from_anywhere(learner, arguments, where, ran):
    """Any working directory, a single test as an editor asks for it, -k, and xdist."""
    (learner.course / "tests/grader").mkdir()
    run = learner(SOLUTION, "-v", *arguments, cwd=learner.course / where)
    assert run.code == 0
    assert sorted(run.outcomes) == sorted(ran)


def test_an_example_that_only_python_explains_is_not_told_beside_its_task(learner):
    """`next()` at the end of a generator raises StopIteration in the example itself: its task is told of already."""
    example = learner.course / "exercises/01_kata/test_kata.py"
    example.write_text(
        PUBLIC.replace("assert twice(2) == 4", "assert next(iter([twice(2)][1:])) == 4"), "utf-8"
    )
    wrong = SOLUTION.replace("2 * x", "3 * x")
    run = learner(wrong, "exercises/01_kata")
    assert "1 failed, 3 passed, 1 more in the same tasks" in run
    assert no_traceback(run), run.text
    assert "E       StopIteration" not in run
    assert "StopIteration" in learner(wrong, "exercises/01_kata/test_kata.py::test_twice_two")


def test_an_import_that_does_not_end_is_waited_for_once(learner, tmp_path):
    """However many checks there are, each says so, and the learner waits for one of them."""
    tries = tmp_path / "tries"
    run = learner(f"open({str(tries)!r}, 'a').write('x')\nwhile True:\n    pass\n")
    assert "The file does not get through its import: after" in run
    assert "Task 1" not in run  # of the file as a whole, so no task is blamed and no hint given
    assert set(run.outcomes.values()) == {"FAILED"}
    assert tries.read_text() == "x"


def test_collect_only_lists_every_check(learner):
    """An editor's test explorer sees the checks, on a file that cannot be imported too."""
    run = learner("def f(:", "exercises/01_kata", "--collect-only", "-q")
    assert run.code == 0
    assert run.text.count("::test_") == len(ALL)


def test_first_failure_and_quiet(learner):
    """-x stops at the first failure, -q keeps the message."""
    run = learner(STUB, "exercises/01_kata", "-x", "-q")
    assert "`twice` is not written yet" in run
    assert "`later`" not in run


def test_last_failed_runs_only_those(learner):
    """--lf runs what failed before, hidden checks included."""
    half = SOLUTION.replace("return seconds", "return 0")
    run_once = [sys.executable, "-m", "pytest", "exercises/01_kata"]
    (learner.course / "exercises/01_kata/kata.py").write_text(half)
    subprocess.run(run_once, cwd=learner.course, capture_output=True, timeout=60, check=False)
    done = subprocess.run(
        [*run_once, "--lf", "-v"],
        cwd=learner.course,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert set(Run(done).outcomes) == {"test_later"}


@pytest.mark.parametrize(("clock", "outcome"), [("exercise", "PASSED"), ("real", "FAILED")])
def test_real_time_on_request(learner, clock, outcome):
    """`--clock real` turns off the exercise clock, on which it is 2024."""
    example = "import time, pytest, kata\n@pytest.mark.task(1)\ndef test_year(): assert time.gmtime().tm_year == 2024\n"
    (learner.course / "exercises/01_kata/test_kata.py").write_text(example)
    run = learner(SOLUTION, "exercises/01_kata/test_kata.py", "--clock", clock, "-v")
    assert run.outcomes == {"test_year": outcome}


def test_learners_own_modules_are_found(learner):
    """A file beside the module can be imported by it, in examples and in hidden checks."""
    (learner.course / "exercises/01_kata/mine.py").write_text("def double(x): return 2 * x")
    source = "from mine import double\n" + SOLUTION.replace("2 * x", "double(x)")
    assert learner(source).code == 0


def test_learners_own_packages_are_found(learner):
    """A folder of modules beside the module can be imported too, as it can where submissions are judged."""
    (learner.course / "exercises/01_kata/parts").mkdir()
    (learner.course / "exercises/01_kata/parts/mine.py").write_text("def double(x): return 2 * x")
    source = "from parts.mine import double\n" + SOLUTION.replace("2 * x", "double(x)")
    assert learner(source).code == 0


IN_TURN = """
import asyncio

def twice(x):
    return 2 * x

async def later(seconds):
    for _ in range(seconds):
        await asyncio.sleep(1)
"""


@pytest.mark.parametrize(
    ("arguments", "told"), [((), "✗ Task 2: later waits"), (("--lang", "zh"), "✗ 第 2 题：later 会等待")]
)
def test_a_learner_is_told_in_their_language(learner, arguments, told):
    """Titles, labels and what became of the tasks."""
    assert told in learner(IN_TURN.replace("range(seconds)", "range(1)"), "exercises/01_kata", *arguments)


def test_an_unknown_language_is_refused(learner):
    """It says which there are."""
    run = learner(SOLUTION, "exercises/01_kata", "--lang", "xx")
    assert "--lang 'xx' is no language of the grader: choose one of en, zh" in run
    assert run.code == 4


def test_one_cause_a_task(learner):
    """Of a task that fails in several checks the first tells; -v shows all, with the learner's lines."""
    source = SOLUTION.replace("2 * x", "1 / 0")
    run = learner(source, "exercises/01_kata")
    assert run.text.count("✗ Task 1: twice gives the double") == 1
    assert "2 more in the same tasks" in run
    run = learner(source, "exercises/01_kata", "-v")
    assert run.text.count("✗ Task 1: twice gives the double") == 3
    assert "Your lines  kata.py:5, in twice" in run


def test_how_far_a_learner_is_stands_beside_the_task(learner):
    """It is known when all checks have run; not where some of them were left out."""
    source = SOLUTION.replace("2 * x", "x")
    assert "1 of 2 tasks done" in learner(source, "exercises/01_kata")
    assert "tasks done" not in learner(source, "exercises/01_kata", "-k", "doubles")


def test_examples_alone_know_the_cause_too(learner):
    """Without the hidden half, the example is quoted, and what the clock saw explains it."""
    shutil.rmtree(learner.course / "tests")
    blocking = SOLUTION.replace("await asyncio.sleep(seconds)", "import time; time.sleep(seconds - 1)")
    run = learner(blocking, "exercises/01_kata")
    assert "Took 29 s, expected 30 s: kata.py:8 blocked the event loop for 29 s with `time.sleep`." in run
    assert "Example     start = time.monotonic()" in run
    assert "│ import time; time.sleep(seconds - 1)" in run
    deadlock = SOLUTION.replace("await asyncio.sleep(seconds)", "await asyncio.Event().wait()")
    assert "Everything waits and nothing can go on: Task-" in learner(deadlock, "exercises/01_kata")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_plain_terminal_gets_ascii(learner, encoding):
    """No sign of ours that the stream cannot take, in whatever language; the program's own are written out."""
    source = SOLUTION.replace("return 2 * x", "print('你好'); return x")
    run = learner(
        source, "exercises/01_kata", environment={"PYTHONIOENCODING": encoding, "GRADER_LANG": "zh"}
    )
    assert "x Task 1: twice gives the double" in run
    assert r"\u4f60\u597d" in run


def test_colour_only_where_it_is_wanted(learner):
    """A pipe gets none; NO_COLOR turns it off also where pytest is told to colour."""
    red = "\x1b[31m"
    assert red not in learner(STUB, "exercises/01_kata")
    assert red in learner(STUB, "exercises/01_kata", "--color=yes")
    assert red not in learner(STUB, "exercises/01_kata", environment={"NO_COLOR": "1"})


def test_it_does_nothing_elsewhere(tmp_path):
    """In a project that is no course, the plugin adds and changes nothing."""
    (tmp_path / "test_mine.py").write_text("def test_it(): assert 1 == 2")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "assert 1 == 2" in done.stdout
    assert "task" not in done.stdout


def test_the_repositorys_own_exercises_are_a_course():
    """The tests above stand for the real exercises, which the same plugin serves."""
    assert (Path(__file__).parents[2] / "exercises").is_dir()


def test_what_is_not_handed_in_is_not_there_at_home_either(learner):
    """A module in a folder that is left out of every submission cannot be imported: better to learn of it now."""
    folder = learner.course / "exercises/01_kata/build"
    folder.mkdir()
    (folder / "helper.py").write_text("double = 2")
    run = learner("from build.helper import double\n" + SOLUTION)
    assert run.code == 1
    assert no_traceback(run), run.text
    assert "No module named 'build'" in run


def test_a_file_that_would_be_refused_is_named(learner):
    """A link that leads nowhere ends the run with the reason that a grading would give, and with no traceback."""
    link = learner.course / "exercises/01_kata/helper.py"
    try:
        link.symlink_to(learner.course / "nowhere.py")
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    run = learner(SOLUTION)
    assert run.code != 0
    assert "\nexercises/01_kata/helper.py is a symbolic link: put the thing itself in its place.\n" in run
    assert not any(word in run for word in ("Traceback", "plugin.py", "INTERNALERROR"))
    assert "helper.py 是一个符号链接" in learner(
        SOLUTION, "exercises/01_kata", environment={"GRADER_LANG": "zh"}
    )


def test_exercises_run_in_the_order_of_the_command():
    """Whatever the order of a set would be."""
    names = ["07_task", "03_send", "10_concurrency", "01_yield", "09_await"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
        + [f"exercises/{name}" for name in names],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    found = dict.fromkeys(re.findall(r"^tests/specs/(\w+)/", done.stdout, re.MULTILINE))
    assert list(found) == names


def test_other_tests_are_let_be(learner, tmp_path):
    """Where no exercise is run, nothing is added; a language that is none is nobody's mistake there."""
    test = tmp_path / "elsewhere" / "test_other.py"
    test.parent.mkdir()
    test.write_text("def test_one(): pass\n")
    run = learner(None, str(test), "-q", cwd=test.parent, environment={"GRADER_LANG": "klingon"})
    assert run.code == 0, run.text
    assert "1 passed" in run
    assert not any(word in run for word in ("Traceback", "INTERNALERROR", "task "))


FAILS_UNSEEN = """
import asyncio

def twice(x):
    return 2 * x

async def fail(tasks):
    raise ValueError("nobody looks")
"""
HELD_BY_THE_FRAME_THAT_RAISES = """
async def later(seconds):
    task = asyncio.create_task(fail(None))
    await asyncio.sleep(seconds)
    raise KeyError(seconds)
"""
HELD_BY_ITSELF = """
async def later(seconds):
    tasks = []
    tasks.append(asyncio.create_task(fail(tasks)))
    await asyncio.sleep(seconds)
"""


@pytest.mark.parametrize("later", [HELD_BY_THE_FRAME_THAT_RAISES, HELD_BY_ITSELF])
def test_what_asyncio_logs_is_shown_on_request_alone(learner, later):
    """A task that failed unseen is logged when it is collected: below a feedback of five lines, that is a wall.

    One is collected when the clock has stopped, the other when pytest has written its last line.
    """
    run = learner(FAILS_UNSEEN + later, "exercises/01_kata/test_kata.py")
    assert run.code == 1
    assert "Captured log" not in run, run.text
    assert no_traceback(run), run.text
    if later is HELD_BY_ITSELF:
        assert "Captured log teardown" in learner(None, "exercises/01_kata/test_kata.py", "-v")


def test_a_skipped_check_leaves_its_task_open(learner):
    """As in a grading, where only a check that has passed counts."""
    spec = learner.course / "tests/specs/01_kata/spec_kata.py"
    text = spec.read_text("utf-8")
    spec.write_text(
        text.replace("@pytest.mark.task(2)", "@pytest.mark.task(2)\n@pytest.mark.skip", 1), "utf-8"
    )
    run = learner(SOLUTION, "exercises/01_kata")
    assert "✓ task 1" in run
    assert "✗ task 2" in run, run.text
    assert "All tasks done" not in run
