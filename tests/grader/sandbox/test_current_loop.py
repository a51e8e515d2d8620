"""Which loop a learner's code finds: as in a Python that has just started, then as after an `asyncio.run`."""

import asyncio
import sys

import pytest

from grader.clock import install
from grader.observation import Trouble
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.specs import scenario

pytestmark = [
    pytest.mark.skipif(sys.version_info >= (3, 14), reason="no loop is made on demand any more"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(autouse=True, scope="module")
def _shims():
    install()


@scenario
def call(submission):
    """Call `f`."""
    return submission.f()


def seen_of(source):
    """The observation of a call of `f`."""
    return observe(SubmissionModules("kata", {"kata.py": f"import asyncio\n{source}".encode()}), call, ())


TUTORIAL = """
async def wait():
    await asyncio.sleep(2)
    return 'waited'
loop = asyncio.get_event_loop()
said = loop.run_until_complete(wait())
def f():
    return said
"""


def test_an_import_may_ask_for_a_loop():
    """Again and again, as many tutorials do at the end of a file; also when a loop has run before."""
    asyncio.run(asyncio.sleep(0))
    assert [seen_of(TUTORIAL).value for _ in range(3)] == ["waited"] * 3


def test_a_call_finds_none():
    """So what a task says of it holds whatever has run before."""
    failure = seen_of("def f(): return asyncio.get_event_loop()").error
    assert failure is not None
    assert (failure.trouble, failure.type) == (Trouble.RAISED, "RuntimeError")


@pytest.mark.parametrize(
    "sets", ["loop = asyncio.get_event_loop()", "asyncio.set_event_loop(loop := asyncio.new_event_loop())"]
)
def test_a_call_finds_what_the_file_has_set(sets):
    """A loop of the file's own is there for its functions."""
    assert seen_of(f"{sets}\ndef f(): return asyncio.get_event_loop() is loop").value is True


def test_afterwards_all_is_as_it_was():
    """Neither the loop nor the policy of the process is another one, whatever the file sets."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    policy = asyncio.get_event_loop_policy()
    try:
        seen_of(
            "asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())\ndef f(): asyncio.set_event_loop(None)"
        )
        assert asyncio.get_event_loop_policy() is policy
        assert asyncio.get_event_loop() is loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()
