"""One scenario becomes one observation, whatever the learner's code does."""

import asyncio
import logging
import sys

import pytest

from grader.clock import install
from grader.observation import Opaque, Trouble
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.sandbox.transcript import OUTPUT_LIMIT
from grader.specs import scenario


@pytest.fixture(autouse=True, scope="module")
def _shims():
    install()


@scenario
def call(submission, *arguments):
    """Call `f`."""
    return submission.f(*arguments)


@scenario
async def wait(submission, *arguments):
    """Await `f`."""
    return await submission.f(*arguments)


def seen_of(source, how=call, *arguments):
    """The observation of a scenario on a module `kata` with `source`."""
    return observe(SubmissionModules("kata", {"kata.py": source.encode()}), how, arguments)


def failure_of(source, how=call, *arguments):
    """The failure of a scenario that gives no value."""
    failure = seen_of(source, how, *arguments).error
    assert failure is not None
    return failure


def test_gives_the_value():
    """What the scenario returns is the value, as plain data."""
    assert seen_of("def f(x): return {'got': (x,)}", call, 4).value == {"got": (4,)}


def test_gives_the_output():
    """What the program prints is the output; what it writes to stderr is not."""
    seen = seen_of("import sys\ndef f(): print('out'); print('err', file=sys.stderr)")
    assert seen.output == "out\n"


def test_keeps_the_start_of_a_flood():
    """Output is cut to its limit, and what is dropped is counted."""
    seen = seen_of(f"def f(): print('x' * {OUTPUT_LIMIT + 10}, end='')")
    assert len(seen.output) == OUTPUT_LIMIT
    assert seen.output_dropped == 10


HABITS = {
    "reconfigures": "import sys\nsys.stdout.reconfigure(encoding='utf-8')\ndef f(): print('协程')",
    "wraps": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'utf8')\ndef f(): print('协程')",
    "writes bytes": "import sys\ndef f(): sys.stdout.buffer.write('协程\\n'.encode())",
    "logs": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(message)s')\n"
    "def f(): logging.warning('协程')",
    "closes": "import sys\ndef f():\n    print('协程')\n    sys.stdout.close()",
}


@pytest.mark.parametrize("source", HABITS.values(), ids=HABITS)
@pytest.mark.parametrize("turn", [1, 2])
def test_stdout_is_like_pythons_own(source, turn, monkeypatch):
    """What programs usually do with stdout works, in the second run as in the first."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    for _ in range(turn):
        assert seen_of(source).output == "协程\n"


def test_streams_are_put_back():
    """Afterwards stdout is what it was, also when the program failed or replaced it."""
    before = sys.stdout
    seen_of("import sys\ndef f():\n    sys.stdout = None\n    1/0")
    assert sys.stdout is before


@pytest.mark.parametrize(
    ("body", "seconds"), [("gather(asyncio.sleep(1), asyncio.sleep(4))", 4), ("sleep(2)", 2)]
)
def test_time_is_virtual_and_exact(body, seconds):
    """Waiting costs no real time and is measured exactly."""
    assert seen_of(f"import asyncio\nasync def f(): await asyncio.{body}", wait).elapsed == seconds


def test_time_at_import_does_not_count():
    """Elapsed starts after the import, and is exact all the same."""
    for seconds in ("5", "0.01", "1/3"):
        assert seen_of(f"import time\ntime.sleep({seconds})\ndef f(): time.sleep(2)").elapsed == 2


def test_sees_what_blocked_the_loop():
    """A blocking call in a coroutine is sighted with its line."""
    (blocking,) = seen_of("import time\nasync def f():\n    time.sleep(3)", wait).sightings.blockings
    assert (blocking.kind, blocking.duration, blocking.place.line) == ("time.sleep", 3, 3)
    assert blocking.place.file == "kata.py"


@pytest.mark.parametrize(
    ("source", "how", "trouble"),
    [
        ("def f(): raise NotImplementedError", call, Trouble.NOT_IMPLEMENTED),
        ("def f(): return g()", call, Trouble.RAISED),
        ("def f(: pass", call, Trouble.SYNTAX),
        ("def f():\nreturn 1", call, Trouble.SYNTAX),
        ("def f():\n\tif 1:\n        return", call, Trouble.SYNTAX),
        ("1/0", call, Trouble.IMPORT),
        ("import nothing_like_it", call, Trouble.IMPORT),
        ("raise SystemExit(0)", call, Trouble.IMPORT),
        ("def g(): pass", call, Trouble.MISSING_NAME),
        ("def f(x): pass", call, Trouble.SIGNATURE),
        ("f = 4", call, Trouble.MISUSED),
        ("def f(): return 4", wait, Trouble.MISUSED),
        ("import asyncio\nasync def f(): await asyncio.Event().wait()", wait, Trouble.DEADLOCK),
        ("def f(): raise KeyboardInterrupt", call, Trouble.RAISED),
        ("def f(): raise SystemExit(0)", call, Trouble.RAISED),
        ("def f(): raise MemoryError", call, Trouble.OUT_OF_MEMORY),
        ("def f(): return f()", call, Trouble.RAISED),
    ],
)
def test_names_the_trouble(source, how, trouble):
    """Each way to give no value has its own trouble."""
    assert failure_of(source, how).trouble is trouble


@pytest.mark.parametrize(
    "source", [b"x = '\xff\xfe'\n", "x = 1\n".encode("utf-16"), "名 = 1\n".encode("gbk")]
)
def test_what_is_not_utf8_is_told_apart(source):
    """Bytes that are no text in the file's encoding are no mistake of syntax."""
    seen = observe(SubmissionModules("kata", {"kata.py": source}), call, ())
    assert seen.error.trouble is Trouble.NOT_UTF8


def test_a_swallowed_deadlock_counts():
    """`except BaseException` does not turn a deadlock into an answer."""
    source = "import asyncio\nasync def f():\n    try: await asyncio.Event().wait()\n    except BaseException: return 4"
    assert failure_of(source, wait).trouble is Trouble.DEADLOCK


def test_names_the_learners_line():
    """Frames are the learner's own, outermost first, with the text of the line."""
    frames = failure_of("def f():\n    return g()\ndef g():\n    return 1 / 0\n").frames
    assert [(frame.line, frame.function) for frame in frames] == [(2, "f"), (4, "g")]
    assert frames[-1].source == "return 1 / 0"


def test_a_group_shows_the_frames_of_its_first_exception():
    """Of an ExceptionGroup the first failure's line is shown."""
    source = """import asyncio
async def bad():
    raise ValueError('no')
async def f():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad())
"""
    failure = failure_of(source, wait)
    assert failure.type == "ExceptionGroup"
    assert failure.where.line == 3


def test_a_missing_name_suggests_the_nearest():
    """The message of a missing name is the name and its nearest neighbour."""

    @scenario
    def averager(submission):
        return submission.averager()

    assert failure_of("def averagr(): pass", averager).message == "averager,averagr"


def test_a_learners_str_cannot_hurt():
    """An exception whose `str` raises is still told of."""
    source = "class Bad(Exception):\n    def __str__(self): raise RuntimeError\ndef f(): raise Bad"
    assert failure_of(source).message == "(no message)"


@pytest.mark.parametrize(
    "raised", ["SyntaxError", "SyntaxError(5)", "SyntaxError('bad', ('kata.py', 'one', 2, 3))",
               "SyntaxError('bad', (['kata.py'], 1, 2, 3))", "SyntaxError('bad')"])  # fmt: skip
def test_a_syntax_error_that_the_program_raises_is_its_own(raised):
    """Whatever stands in it; only what Python cannot read is a mistake in the text."""
    failure = failure_of(f"x = 1\nraise {raised}")
    assert (failure.trouble, failure.type) == (Trouble.IMPORT, "SyntaxError")
    assert [place.line for place in failure.frames] == [2]


def test_a_mistake_in_the_text_of_another_file_is_named():
    """The file that Python cannot read, not the line that imports it."""
    files = {"kata.py": b"import helper\n", "helper.py": b"x = 1\ny = (\n"}
    failure = observe(SubmissionModules("kata", files), call, ()).error
    assert (failure.trouble, failure.where.file, failure.where.line) == (Trouble.SYNTAX, "helper.py", 2)


@pytest.mark.parametrize("error", ["SystemExit(3)", "KeyboardInterrupt", "ValueError", "GeneratorExit"])
def test_nothing_gets_out_of_an_observation(error):
    """Neither out of a stream that the program put in the place of stdout, nor out of the text of its error."""
    stdout = sys.stdout
    seen = seen_of(
        f"""
import sys
class Broken:
    def write(self, text): pass
    def flush(self): raise {error}
def f():
    sys.stdout = Broken()
    return 1
"""
    )
    assert (seen.value, sys.stdout) == (1, stdout)
    failure = failure_of(f"class E(Exception):\n    def __str__(self): raise {error}\ndef f(): raise E")
    assert (failure.type, failure.message) == ("E", "(no message)")


def test_the_text_of_an_error_is_text():
    """A `str` of the learner's own kind cannot show something else."""
    source = """
class Text(str):
    def __getitem__(self, part): return 5
    def __iter__(self): return iter([5])
class E(Exception):
    def __str__(self): return Text("abc")
def f(): raise E
"""
    assert failure_of(source).message == "abc"


def test_a_leftover_task_is_sighted():
    """A task that is still pending at the end is seen, and ends."""
    source = "import asyncio\nasync def f(): asyncio.create_task(asyncio.sleep(9))"
    assert len(seen_of(source, wait).sightings.pending) == 1


def test_the_loop_is_not_left_running():
    """After an async scenario no event loop runs in this thread."""
    seen_of("async def f(): return 1", wait)
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


def test_a_class_of_the_learners_is_opaque():
    """An object arrives as its type's name and repr."""
    assert seen_of("class Box: pass\ndef f(): return Box()").value.type == "Box"
    assert isinstance(seen_of("def f(): return f").value, Opaque)


@pytest.mark.parametrize(
    "caught", ["f = g", "def f():\n    try: g()\n    except Exception: return 1"], ids=["raised", "swallowed"]
)
def test_what_is_refused_is_named_in_a_few_words(caught):
    """The message is what was used; the sentence around it is for whoever tells it."""
    failure = failure_of(f"import socket\ndef g():\n    socket.create_connection(('127.0.0.1', 9))\n{caught}")
    assert (failure.trouble, failure.message) == (Trouble.FORBIDDEN, "a real socket")
    assert failure.where.line == 3
