"""A loop has the pipe of the one before it, and does with it what a loop does with a pipe of its own."""

import asyncio
import threading
from asyncio.selector_events import BaseSelectorEventLoop

import pytest

from grader.sandbox import self_pipes


@pytest.fixture(autouse=True)
def handed_on(monkeypatch):
    """Pipes are handed on in this process for as long as a test takes."""
    monkeypatch.setattr(BaseSelectorEventLoop, "_make_self_pipe", self_pipes._take)
    monkeypatch.setattr(BaseSelectorEventLoop, "_close_self_pipe", self_pipes._put_back)
    yield
    while self_pipes._spare:
        for end in self_pipes._spare.pop():
            end.close()


def loop_of_selectors():
    """A loop of the kind that has such a pipe, also on Windows."""
    return asyncio.SelectorEventLoop()


def test_the_next_loop_has_the_pipe_of_the_last():
    """It is the same pair of sockets, and it is registered with the new loop alone."""
    first = loop_of_selectors()
    pair = first._ssock, first._csock
    first.close()
    assert (first._ssock, first._csock, first._internal_fds) == (None, None, 0)
    second = loop_of_selectors()
    assert (second._ssock, second._csock, second._internal_fds) == (*pair, 1)
    assert list(second._selector.get_map()) == [pair[0].fileno()]
    second.close()


def test_two_loops_at_a_time_have_a_pipe_each():
    """A pipe is handed on only by who has done with it; a second spare one is closed."""
    loops = [loop_of_selectors() for _ in range(2)]
    pipes = [loop._ssock for loop in loops]
    assert pipes[0] is not pipes[1]
    for loop in loops:
        loop.close()
    assert [pipe.fileno() >= 0 for pipe in pipes] == [True, False]


def test_another_thread_wakes_the_loop():
    """What it wrote for the last loop, and nobody read, is in nobody's way."""
    loop_of_selectors().close()
    self_pipes._spare[0][1].send(b"\0" * 100)
    loop = loop_of_selectors()

    async def wait():
        done = asyncio.Event()
        threading.Timer(0.01, loop.call_soon_threadsafe, [done.set]).start()
        await asyncio.wait_for(done.wait(), 5)
        return "woken"

    assert loop.run_until_complete(wait()) == "woken"
    loop.close()


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("spoil", ["close", "replace"])
def test_a_pipe_that_was_spoilt_is_not_handed_on(end, spoil):
    """A program may have kept hold of a pipe and closed it: the next loop gets a new one."""
    loop_of_selectors().close()
    pair = self_pipes._spare[0]
    if spoil == "close":
        pair[end].close()
    else:
        self_pipes._spare[0] = tuple(object() if number == end else pair[number] for number in range(2))
    loop = loop_of_selectors()
    assert {loop._ssock.fileno() >= 0, loop._csock.fileno() >= 0} == {True}
    assert not {loop._ssock, loop._csock} & set(pair)
    loop.close()
    for half in pair:
        half.close()
