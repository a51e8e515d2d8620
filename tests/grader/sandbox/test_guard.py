"""In a worker, whatever reaches for the measurement is refused or told, with its line; what is honest is neither."""

import re
import sys
import textwrap

import pytest

from grader.flags import FoundBy
from grader.observation import Trouble
from grader.results import Job
from grader.sandbox.rules import REASONS
from grader.sandbox.supervisor import Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

SCENARIOS = """
import threading
import time
from grader.clock.world import MEMBERS
from grader.specs import replaced, scenario

SECRET = "of the scenario"

@scenario
def call(submission, *arguments):
    secret = SECRET
    return submission.f(*arguments)

@scenario
async def wait(submission):
    return await submission.f()

@scenario
def hand_over(submission):
    def callback():
        return SECRET
    return submission.f(callback)

class Diary:
    def note(self):
        return SECRET

@scenario
def hand_over_a_method(submission):
    return submission.f(Diary().note)

@scenario
def hand_over_the_clock(submission):
    return submission.f(MEMBERS[threading.get_ident()].scheduler)

@scenario
def pass_on(submission):
    return submission.f(submission.g())

@scenario
def with_another_sleep(submission):
    with replaced(time, "sleep", lambda seconds: None):
        return submission.f()
"""


@pytest.fixture(scope="module")
def supervisor(tmp_path_factory):
    """A supervisor whose zygote knows the scenarios above."""
    file = tmp_path_factory.mktemp("00_kata") / "scenarios.py"
    file.write_text(SCENARIOS)
    with Supervisor({"00_kata": file}) as supervisor:
        yield supervisor


@pytest.fixture
def run(supervisor):
    """Run a scenario on a module with the given source, in a worker of its own; gives what was seen."""
    workers = []

    def run(source, scenario="call", *arguments, deadline=5.0):
        job = Job(
            exercise="00_kata", module="kata", files={"kata.py": textwrap.dedent(source).strip().encode()}
        )
        workers.append(supervisor.worker(job))
        seen = workers[-1].run(scenario, arguments, seed=0, deadline=deadline)
        run.spent = workers[-1].spent
        workers[-1].close()
        return seen

    return run


REFUSED = {
    "grader": ("harness", "import grader"),
    "a module of ours": ("harness", "import grader.clock.world"),
    "by its name": ("harness", "__import__('gra' + 'der.clock')"),
    "native code": ("native_code", "import ctypes"),
    "native code below": ("native_code", "import _ctypes"),
    "native code by a loader": (
        "native_code",
        "import importlib.util as u, importlib.machinery as m; u.module_from_spec(m.ModuleSpec('_ctypes', "
        "m.ExtensionFileLoader('_ctypes', __import__('_struct').__spec__.origin), origin=__import__('_struct')"
        ".__spec__.origin))",
    ),
    "all objects": ("memory", "import gc; gc.get_objects()"),
    "who refers": ("memory", "import gc; gc.get_referrers(f)"),
    "what it refers to": ("memory", "import gc, time; gc.get_referents(time.sleep)"),
    "tracing": ("tracing", "import sys; sys.settrace(lambda *a: None)"),
    "profiling": ("tracing", "import sys; sys.setprofile(lambda *a: None)"),
    "auditing": ("tracing", "import sys; sys.addaudithook(lambda *a: None)"),
    "a code object": ("internals", "f.__code__.replace(co_name='g')"),
    "marshal": ("internals", "import marshal; marshal.loads(marshal.dumps(f.__code__))"),
    "our globals": ("internals", "import time; time.sleep.__globals__"),
    "our globals, put together": ("internals", "import time; getattr(time.sleep, '__glo' + 'bals__')"),
    "our globals by an attrgetter": (
        "internals",
        "import time, operator; operator.attrgetter('__globals__')(time.sleep)",
    ),
    "our globals by the descriptor": (
        "internals",
        "import time, types; types.FunctionType.__dict__['__globals__'].__get__(time.sleep.__func__)",
    ),
    "our closures": ("internals", "import threading; threading._counter.__closure__"),
    "our code": ("internals", "import time; time.sleep.__func__.__code__ = f.__code__"),
    "the library's code": ("internals", "import asyncio; asyncio.gather.__code__ = f.__code__"),
    "the library's defaults": ("internals", "import asyncio; asyncio.sleep.__defaults__ = (1,)"),
    "another class for a module": (
        "internals",
        "import asyncio, types; asyncio.__class__ = type('M', (types.ModuleType,), {})",
    ),
    "another class for ours": ("internals", "__loader__.__class__ = type('L', (), {})"),
    "our frames by a traceback": (
        "frames",
        """
        import time
        try:
            time.sleep(-1)
        except ValueError as e:
            e.__traceback__.tb_next.tb_frame.f_globals
        """,
    ),
}


@pytest.mark.parametrize(("code", "body"), REFUSED.values(), ids=REFUSED)
def test_what_no_exercise_needs_is_refused_and_flagged(run, code, body):
    """The learner is told that it is not needed, also where they catch the error, and the flag has their line."""
    indented = textwrap.indent(textwrap.dedent(body).strip(), "        ")
    seen = run(f"def f():\n    try:\n{indented}\n    except Exception:\n        pass\n    return 4\n")
    assert seen.error is not None
    assert seen.error.trouble is Trouble.FORBIDDEN
    (flag,) = seen.flags
    assert (flag.code, flag.file, flag.found_by) == (code, "kata.py", FoundBy.HOOK)
    assert flag.line in range(3, 3 + len(indented.splitlines()))
    assert flag.reason == REASONS[code]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="new in 3.12")
def test_monitoring_is_refused(run):
    """Who is told of every step could change each of them."""
    body = (
        "m = sys.monitoring\n    m.use_tool_id(3, 'x')\n    m.register_callback(3, m.events.PY_START, print)"
    )
    assert run(f"import sys\ndef f():\n    {body}\n").flags[0].code == "tracing"


def test_the_stack_ends_with_the_learners_own_code(run):
    """Who called is not to be known, by any way to look up the stack; one's own frames are there as ever."""
    source = """
    import inspect, sys, traceback
    def depth(frame):
        return 1 + depth(frame.f_back) if frame else 0
    def f():
        def g():
            yield depth(sys._getframe())
        names = [one.name for one in traceback.extract_stack()], [one.function for one in inspect.stack()]
        try:
            names += sys._getframe(1).f_code.co_name,
        except ValueError as error:
            names += str(error),
        return depth(sys._getframe()), next(g()), names
    """
    assert run(source).value == (1, 2, (["f"], ["f"], "call stack is not deep enough"))


@pytest.mark.parametrize(
    "body",
    [
        "import threading, sys; threading.stack_size(); return [t.f_locals for t in sys._current_frames().values()]",
        "import asyncio; return [fr.f_locals for fr in asyncio.current_task().get_stack()]",
    ],
)
def test_frames_that_are_handed_out_hold_nothing_of_ours(run, body):
    """A list of frames may name ours; what stands in them is refused."""
    seen = run(f"async def f():\n    {body}\n", "wait")
    assert seen.error is not None or not any("secret" in str(found) for found in seen.value)


def test_a_callback_of_the_scenario_is_no_way_in(run):
    """What the scenario hands to the learner's code does not lead back to the scenario."""
    seen = run("def f(callback): return callback.__globals__['SECRET']", "hand_over")
    assert (seen.error.trouble, seen.flags[0].code) == (Trouble.FORBIDDEN, "internals")


@pytest.mark.parametrize(
    "way",
    [
        "functools.partial(getattr, time.sleep, '__globals__')",
        "functools.partial(list, map(getattr, [time.sleep], ['__globals__']))",
        "gc.get_objects",
    ],
)
def test_the_scenario_is_no_helper(run, way):
    """A C function that stands for the learner's own and is called by the scenario gets nothing for them."""
    seen = run(f"import functools, gc, time\ng = {way}\ndef f(x): return 'got', str(x)[:40]", "pass_on")
    assert seen.error is not None or seen.value == ("got", "{}") or seen.value == ("got", "[{}]")


WALK = """
import asyncio, collections, queue, sys, threading, types

READ = ("member_descriptor", "getset_descriptor", "property")

def inside(thing):
    if type(thing) is dict:
        yield from list(thing.values())
    if type(thing) in (list, tuple, set, frozenset, collections.deque):
        yield from list(thing)
    names = set(getattr(thing, "__dict__", ()))
    for kind in type(thing).__mro__:
        names |= {name for name, value in vars(kind).items() if type(value).__name__ in READ}
    if isinstance(thing, types.MethodType | types.BuiltinMethodType | types.MethodWrapperType):
        names.add("__self__")
    for name in sorted(names - {"__globals__", "__closure__", "f_locals", "f_globals", "__abstractmethods__"}):
        try:
            yield getattr(thing, name)
        except Exception:
            pass

async def f():
    lock, line = threading.RLock(), queue.SimpleQueue()
    thread = threading.Thread(target=lambda: (line.get(), lock.acquire()))
    lock.acquire()
    thread.start()
    loop = asyncio.get_running_loop()
    timer = loop.call_later(1, print)
    await asyncio.sleep(0.1)
    line.put(1)
    await asyncio.sleep(0.1)
    left = [loop, timer, asyncio.current_task(), lock, line, thread, __loader__, __spec__, *sys.modules.values()]
    found, seen = set(), {}
    while left:
        thing = left.pop()
        if id(thing) in seen or isinstance(thing, int | str | float | bytes):
            continue
        seen[id(thing)] = thing
        kind = type(thing)
        if kind.__module__.startswith(("grader.", "msgspec", "_ctypes", "ctypes", "scenarios_of")):
            found.add(kind.__qualname__)
        left += inside(thing)
    lock.release()
    return sorted(found), len(seen) > 10_000
"""
HARMLESS = {"Lock", "RLock", "SimpleQueue", "Stream", "Time", "TimerHandle", "Handle", "Timers", "_Importer"}
"""Classes of ours of which a program may have an object: what stands on one leads no further."""


def test_no_way_leads_to_the_clock(run):
    """From all that a program can get hold of, attribute by attribute, nothing of ours is reached that decides."""
    found, far = run(WALK, "wait").value
    assert set(found) <= HARMLESS
    assert far


def test_no_method_leads_to_the_scenario(run):
    """What a scenario hands over as a callback tells neither whose it is nor what that knows."""
    for asked in ("callback.__self__", "callback.__reduce__()[1][0]", "callback.__func__.__closure__"):
        seen = run(f"def f(callback): return str({asked})", "hand_over_a_method")
        assert seen.error is not None or seen.value == "None"


def test_a_method_of_their_own_tells_its_object(run):
    """So does one of the library's."""
    source = """
    import copy, threading
    class Own:
        def method(self): pass
    def f():
        own, event = Own(), threading.Event()
        return own.method.__self__ is own, event.set.__self__ is event, copy.copy(own.method).__self__ is own
    """
    seen = run(source)
    assert seen.value == (True, True, True)
    assert seen.flags == ()


@pytest.mark.parametrize("name", ["_asyncio", "_thread", "time", "_ctypes", "_testcapi"])
def test_no_extension_is_made_once_more(run, name):
    """A second copy would hold the functions as they were before ours took their places."""
    source = f"""
    import importlib.util
    def f():
        importlib.util.module_from_spec(importlib.util.find_spec({name!r}))
    """
    seen = run(source)
    assert seen.error.trouble in (Trouble.FORBIDDEN, Trouble.RAISED)
    assert {flag.code for flag in seen.flags} <= {"internals", "native_code"}
    assert seen.flags or name == "_testcapi"  # which is not everywhere


def test_other_extensions_are_imported(run):
    """One that nobody has loaded is made as ever."""
    seen = run("import array, _bisect\ndef f(): return array.array('i', [1]).tolist()")
    assert seen.value == [1]
    assert seen.flags == ()


def test_a_finaliser_is_no_helper(run):
    """Nor does a C function that the clock's own collection of garbage calls."""
    source = """
    import functools, gc, time
    store = []
    class Trap:
        __del__ = functools.partial(list.extend, store, map(getattr, [time.sleep], ['__globals__']))
    def f():
        trap = Trap(); trap.me = trap; del trap; gc.collect()
        return [len(found) for found in store]
    """
    assert run(source).value in ([], [0])


CHANGES = {
    "a function": ("time.sleep", "import time; time.sleep = print"),
    "one of asyncio's": ("asyncio.sleep", "import asyncio; asyncio.sleep = print"),
    "a builtin": ("builtins.len", "import builtins; builtins.len = lambda x: 3"),
    "a builtin of one module": (
        "asyncio.tasks.len",
        "import asyncio.tasks; vars(asyncio.tasks)['len'] = print",
    ),
    "a method": (
        "asyncio.base_events.BaseEventLoop.call_later",
        "import asyncio; asyncio.BaseEventLoop.call_later = 3",
    ),
    "a new method": ("threading.Thread.__len__", "import threading; threading.Thread.__len__ = print"),
    "a method of ours": ("grader.sandbox.loading._Importer.create_module", "type(__loader__).create_module = 3"),
    "of what was printed": ("grader.sandbox.transcript.Stream.write",
                            "import sys; type(sys.stdout.buffer).write = print"),
    "of a built-in type": ("builtins.complex.conjugate", """import sys
    class Thief:
        __eq__ = lambda self, names: setattr(self, 'names', names) or True
    thief = Thief()
    vars(complex) == thief
    thief.names['conjugate'] = print"""),
    "a deleted name": ("inspect.getcoroutinestate", "import inspect; del inspect.getcoroutinestate"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "body"), CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_told_and_put_right(run, name, body):
    """The name in full; the worker is not used again."""
    seen = run(f"def f():\n    {body}\n    return 4\n")
    assert [(flag.code, flag.evidence, flag.found_by) for flag in seen.flags] == [
        ("patched", name, FoundBy.CHECK)
    ]
    assert run.spent


PUT_BACK = """
import {module} as m
def f():
    saved = {name}
    {name} = lambda *a: 3
    {name} = saved
    return 4
"""


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("time", "m.monotonic"),
        ("builtins", "m.len"),
        ("grader", "type(__import__('sys').stdout.buffer).writable"),
    ],
)
def test_what_was_changed_and_put_back_is_told(run, module, name):
    """That all is as it was at the end does not help."""
    source = PUT_BACK.format(module=module if module != "grader" else "time", name=name)
    (flag,) = run(source).flags
    assert flag.code == "patched"
    assert flag.evidence.endswith(", and put back")


def test_a_change_that_comes_late_is_told(run):
    """A finaliser that runs when the scenario is over changes nothing unseen."""
    source = """
    import threading
    class Late:
        def __del__(self): threading.Thread.run = None
    def f():
        late = Late(); late.me = late
        return 4
    """
    seen = run(source)
    assert (seen.value, [flag.evidence for flag in seen.flags]) == (4, ["threading.Thread.run"])


@pytest.mark.parametrize(
    "body",
    [
        "import sys; sys.modules['asyncio'] = 3",
        "import sys; del sys.modules['heapq']",
        "import sys; sys.meta_path.append(3)",
        "import sys; sys.path_hooks.clear()",
    ],
)
def test_what_python_imports_is_not_to_be_changed(run, body):
    """A module or a finder that stays for the next scenario is told, and gone for it."""
    seen = run(f"def f():\n    {body}\n    return 4\n")
    assert [flag.code for flag in seen.flags] == ["modules"]
    assert run.spent


def test_a_clock_that_was_set_back_is_told(run):
    """Should a way ever lead to the clock's count: to change it does not go unseen."""
    source = """
    import time
    def f(scheduler):
        time.sleep(7)
        scheduler.now -= 3 * 10 ** 9
    """
    seen = run(source, "hand_over_the_clock")
    assert [flag.code for flag in seen.flags] == ["time"]


def test_a_clock_that_was_set_back_on_the_way_is_told(run):
    """Also when it moved on properly afterwards."""
    source = """
    import time
    def f(scheduler):
        time.sleep(7)
        scheduler.now = 0
        time.sleep(1)
    """
    assert [flag.code for flag in run(source, "hand_over_the_clock").flags] == ["time"]


def test_our_modules_and_classes_are_not_to_be_found(run):
    """Neither `sys.modules`, nor `__main__`, nor the subclasses of `object` show what is ours."""
    source = """
    import sys, __main__
    def f():
        names = [n for n in sys.modules if n.partition('.')[0] in ('grader', 'msgspec', 'ctypes', '_ctypes')]
        names += [n for n in sys.modules if n.startswith('scenarios_of')]
        left, classes = [object], set()
        while left:
            new = set(type.__subclasses__(left.pop())) - classes - {type}
            classes |= new
            left += new
        ours = [c.__qualname__ for c in classes if c.__module__.startswith('grader')]
        return names, ours, [n for n in vars(__main__) if n[:2] != '__'], sys.argv[1:]
    """
    assert run(source).value == ([], [], [], [])


HONEST = """
# looks at its own frames
import sys
fr = sys._getframe()
return fr.f_locals['fr'] is fr, fr.f_globals is globals()
# asks for its caller's name
import inspect
return [one.function for one in inspect.stack()] == ["f"] or inspect.stack()
# prints its stack
import traceback
traceback.print_stack()
return 4
# prints a traceback
try: 1/0
except Exception:
    import traceback
    traceback.print_exc()
return 4
# logs
import logging
logging.basicConfig(force=True)
logging.warning('x', stack_info=True)
return 4
# sets the time zone
import os, time
os.environ["TZ"] = "UTC"
time.tzset()
return time.tzname
# gives old programs what they miss
import asyncio, builtins, inspect, types, typing
inspect.getargspec = inspect.getfullargspec
setattr(asyncio, "coroutine", types.coroutine)
builtins.profile = lambda function: function
return len(typing.get_type_hints(asyncio))
# installs a translation
import gettext
gettext.install("kata")
return _("x")
# runs a loop in a thread of its own
import asyncio, threading
said = []
thread = threading.Thread(target=lambda: said.append(asyncio.run(asyncio.sleep(1, "slept"))))
thread.start()
thread.join()
return said
# uses its own closures
x = 1
def g(): return x
return g.__closure__[0].cell_contents, g.__globals__ is globals()
# asks for a signature
import inspect, asyncio, time
return str(inspect.signature(asyncio.sleep)), str(inspect.signature(time.time))
# asks for type hints
import typing, asyncio
def g(x: int) -> str: ...
return len(typing.get_type_hints(g))
# collects its plugins
class A: pass
class B(A): pass
return [c.__name__ for c in A.__subclasses__()]
# collects garbage
import gc
gc.collect()
gc.disable()
gc.enable()
return gc.isenabled()
# changes its class
class A: pass
class B: pass
a = A()
a.__class__ = B
return type(a).__name__
# changes its code
def g(): return 1
def h(): return 2
g.__code__ = h.__code__
g.__defaults__ = None
return g()
# makes classes
import dataclasses, enum, collections
X = dataclasses.make_dataclass('X', ['a'], slots=True)
collections.namedtuple('N', 'a b', defaults=[1])
enum.Enum('E', 'a b')
return X(4).a
# registers with an ABC
import collections.abc
class S: pass
collections.abc.Sequence.register(S)
return issubclass(S, collections.abc.Sequence)
# tunes
import sys, random, decimal, warnings, asyncio
sys.setrecursionlimit(5000)
random.seed(1)
decimal.getcontext().prec = 5
warnings.filterwarnings('ignore')
warnings.simplefilter('always')
asyncio.set_event_loop_policy(None)
sys.setswitchinterval(0.1)
return 4
# catches warnings
import warnings
with warnings.catch_warnings(record=True): warnings.warn('x')
return 4
# sets another hook
import sys, threading
sys.excepthook = print
sys.stdout = sys.stderr
threading.excepthook = print
return 4
# imports lazily
import json, xml.dom.minidom, concurrent.futures.process, email.message, sqlite3, uuid, unittest.mock
return 4
# patches itself
import sys
sys.modules[__name__].g = 4
globals()['h'] = 5
return g + h
# hides what it prints
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()): print(1)
return 4
# caches
import functools
g = functools.lru_cache(lambda x: x)
g(1)
g.cache_clear()
return 4
# writes code
exec('x = 1', {})
eval(compile('1', '<mine>', 'eval'))
return 4
# at exit
import atexit, weakref
class A: pass
a = A()
atexit.register(print)
weakref.finalize(a, print)
return 4
# old coroutines
import types, asyncio
@types.coroutine
def g(): yield
async def h():
    await g()
    return 4
return asyncio.run(h(), debug=True)
# a thread
import threading, asyncio
t = threading.Thread(target=print)
t.start()
t.join()
return asyncio.run(asyncio.to_thread(len, 'abcd'))
# a task's stack
import asyncio
async def g():
    asyncio.current_task().print_stack()
    return len(asyncio.current_task().get_stack())
return asyncio.run(g())
# a generator's frame
g = (x for x in 'ab')
next(g)
return g.gi_frame.f_locals['x'], g.gi_frame.f_lineno > 0
"""


@pytest.mark.parametrize(
    "body", [pytest.param(body, id=title) for title, body in re.findall(r"# (.+)\n((?:[^#\n].*\n)+)", HONEST)]
)
def test_what_honest_programs_do_is_neither(run, body):
    """It runs as in any Python, and nothing is said of it."""
    seen = run("def f():\n" + textwrap.indent(body, "    "))
    assert (seen.error, seen.flags) == (None, ())
    assert seen.value is not None
    assert not run.spent


def test_asyncio_may_be_used_in_every_way_at_once(run):
    """A program that uses much of asyncio leaves no module or class changed."""
    source = """
    import asyncio, contextvars, signal
    async def g(): await asyncio.sleep(1)
    async def gen():
        yield 1
    async def f():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *a: None); loop.set_debug(True); loop.slow_callback_duration = 5
        loop.set_task_factory(lambda loop, coro, **k: asyncio.Task(coro, loop=loop, **k))
        async with asyncio.TaskGroup() as group, asyncio.timeout(5):
            group.create_task(g()); group.create_task(asyncio.to_thread(sum, [1]))
        async for x in gen(): break
        queue, lock, event = asyncio.Queue(1), asyncio.Lock(), asyncio.Event()
        async with lock: await queue.put(1)
        await asyncio.wait_for(queue.get(), 3); await asyncio.wait({asyncio.create_task(g())})
        for done in asyncio.as_completed([g(), g()]): await done
        await asyncio.shield(g()); await asyncio.gather(g(), g(), return_exceptions=True)
        loop.call_later(1, event.set); await event.wait()
        return 4
    """
    seen = run(source, "wait")
    assert (seen.error, seen.value, seen.flags) == (None, 4, ())


@pytest.mark.parametrize(
    "forgery",
    [
        "b'\\0\\0\\0\\1\\xc0'",
        "b'\\xff\\xff\\xff\\xff'",
        "b'\\0\\0\\0\\5hello'",
    ],
)
def test_a_forged_answer_is_flagged(run, forgery):
    """An answer that does not bring the request's nonce is nobody's answer, and the check has no other."""
    seen = run(
        f"""
        import os
        def f():
            for fd in range(3, 64):
                try: os.write(fd, {forgery})
                except OSError: pass
            return 4
        """,
        deadline=1.0,
    )
    assert seen.error.trouble is Trouble.GARBLED
    assert [(flag.code, flag.found_by) for flag in seen.flags] == [("forged", FoundBy.WIRE)]


def test_an_answer_of_another_request_is_forged(supervisor):
    """A well-formed answer with another nonce is refused too: what an earlier request taught is of no use."""
    source = b"""
import os
def answer(value):
    body = b"\\x85\\xa6secret\\xc4\\x10" + bytes(16) + b"\\xa5nonce\\xc4\\x10" + bytes(16)
    body += b"\\xabobservation\\x82\\xa5value" + value + b"\\xa7elapsed\\x04"
    body += b"\\xa5flags\\x90\\xacthreads_left\\xc2"
    return len(body).to_bytes(4, "big") + body
def f():
    for fd in range(3, 64):
        try: os.write(fd, answer(b"\\x04"))
        except OSError: pass
"""
    worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": source}))
    seen = worker.run("call", (), seed=0, deadline=1.0)
    assert (seen.error.trouble, seen.error.message) == (Trouble.GARBLED, "an answer to another question")
    assert worker.spent
    worker.close()


@pytest.mark.parametrize("module", ["_thread", "threading"])
def test_a_worker_with_a_thread_of_its_own_making_is_replaced(run, module):
    """A thread past `threading` may begin when the scenario is over; it does not meet the next one."""
    name = {"_thread": "start_new_thread", "threading": "_start_new_thread"}[module]
    if sys.version_info >= (3, 13):
        name = {"_thread": "start_new_thread", "threading": "_start_joinable_thread"}[module]
    seen = run(
        f"import sys, {module}\ndef f():\n    sys.setswitchinterval(1000)\n    {module}.{name}(print, ())"
    )
    assert run.spent
    assert (
        run("import threading\ndef f(): t = threading.Thread(target=print); t.start(); t.join()").flags == ()
    )
    assert not run.spent
    assert seen.flags == ()


@pytest.mark.parametrize("trap", ["gc.callbacks.append(answer)", "Undead()"])
def test_nothing_of_the_learners_runs_between_two_requests(supervisor, trap):
    """Neither the collector's callbacks nor objects that come back to life meet the next request."""
    source = f"""
import gc, os
def answer(*_):
    import stat
    for fd in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                os.set_blocking(fd, False)
                try: os.read(fd, 65536)
                finally: os.set_blocking(fd, True)
        except OSError: pass
class Undead:
    def __init__(self): self.me = self
    def __del__(self):
        Undead()
        answer()
def f(plant):
    if plant:
        {trap}
        gc.set_threshold(1, 1, 1)
    return 4
"""
    worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": source.encode()}))
    first = worker.run("call", (True,), seed=0, deadline=5.0)
    if worker.spent:
        assert [flag.evidence for flag in first.flags] == ["gc.callbacks"]
    else:
        assert worker.run("call", (False,), seed=0, deadline=1.0).value == 4
    worker.close()


def test_a_worker_that_was_tampered_with_is_replaced(supervisor):
    """After a clean scenario a worker is used again; after a change it is not."""
    source = b"import time\ndef f(clean):\n    if not clean: time.sleep = print\n    return 4"
    worker = supervisor.worker(Job(exercise="00_kata", module="kata", files={"kata.py": source}))
    assert worker.run("call", (True,), seed=0, deadline=5.0).flags == ()
    assert not worker.spent
    assert worker.run("call", (False,), seed=0, deadline=5.0).flags != ()
    assert worker.spent
    worker.close()


def test_what_a_scenario_replaces_is_not_the_learners_doing(run):
    """A scenario may put a function of its own in the place of the library's, and it works."""
    seen = run("import time\ndef f(): time.sleep(5); return 4", "with_another_sleep")
    assert (seen.value, seen.elapsed, seen.flags) == (4, 0.0, ())


@pytest.mark.parametrize(
    "when",
    ["def f(): time.time = float; time.time = now", "time.time = float; time.time = now\ndef f(): pass"],
)
def test_what_a_learner_patches_beside_it_is(run, when):
    """Before the scenario replaces something, and while it has."""
    seen = run(f"import time\nnow = time.time\n{when}", "with_another_sleep")
    assert "patched" in {flag.code for flag in seen.flags}
