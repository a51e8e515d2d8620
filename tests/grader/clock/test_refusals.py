"""Real I/O, processes and foreign loops: refused with the learner's line, unless they are asked for."""

# ruff: noqa: D103, PLC0415

from __future__ import annotations

import asyncio
import concurrent.futures
import multiprocessing
import os
import socket
import subprocess
import sys
import types

import pytest

from grader.clock import ExerciseClock, RefusedError


def connect():
    socket.create_connection(("127.0.0.1", 9))


def resolve():
    socket.getaddrinfo("example.invalid", 80)


def resolve_by_name():
    socket.gethostbyname("example.invalid")


def connect_ex():
    socket.socket().connect_ex(("127.0.0.1", 9))


def bind():
    socket.socket().bind(("127.0.0.1", 0))


def sendto():
    socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", 0, ("127.0.0.1", 9))


def fork():
    os.fork()


def spawn():
    os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})


async def open_connection():
    await asyncio.open_connection("127.0.0.1", 9)


async def start_server():
    await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)


def run_a_process():
    subprocess.run([sys.executable, "-c", ""], check=True)


async def run_an_async_process():
    await asyncio.create_subprocess_exec(sys.executable, "-c", "")


def system():
    os.system("true")


def pool():
    concurrent.futures.ProcessPoolExecutor()


def process():
    multiprocessing.Process(target=print).start()


ALL = [
    connect,
    connect_ex,
    bind,
    sendto,
    resolve,
    resolve_by_name,
    *([fork, spawn] if hasattr(os, "fork") else []),
    open_connection,
    start_server,
    run_a_process,
    run_an_async_process,
    system,
    pool,
    process,
]


pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.__name__)
def test_refused_by_default(virtual, program, line_of):
    """The error and the sighting name the learner's line."""
    with pytest.raises(RefusedError, match=r"test_refusals\.py:\d+"):
        virtual.run(program)
    refusal = virtual.sightings.refusals[0]
    assert refusal.place.function == program.__name__
    assert refusal.place.line == line_of("def ", program) + 1


def test_a_swallowed_refusal_is_seen(virtual):
    """`except Exception` hides the error, not the sighting."""

    def program():
        with pytest.raises(RefusedError):
            connect()

    virtual.run(program)
    assert [refusal.what for refusal in virtual.sightings.refusals] == ["a real socket"]


def test_loopback_reaches_this_machine_only(virtual):
    """io="loopback" refuses other machines, by address and by name."""

    def program():
        with socket.socket() as peer:
            peer.connect(("192.0.2.1", 80))

    for refused in (program, resolve):
        with pytest.raises(RefusedError, match="another machine"):
            virtual.run(refused, io="loopback")


def test_blocking_sockets_of_threads(virtual):
    """A blocking recv in a thread waits in virtual time, and times out in it."""
    import threading
    import time

    def program():
        one, two = socket.socketpair()
        with one, two:
            sender = threading.Thread(target=lambda: (time.sleep(2), two.send(b"x")))
            sender.start()
            data = one.recv(1)
            sender.join()
            one.settimeout(3)
            with pytest.raises(TimeoutError):
                one.recv(1)
            return data

    assert virtual.run(program, io="loopback") == b"x"
    assert virtual.elapsed == 5


@pytest.mark.parametrize("when", ["before", "during"])
def test_uvloop_is_refused(virtual, monkeypatch, tmp_path, when):
    """A loop that ignores the shims is refused, whether it was loaded before the clock started or not."""
    (tmp_path / "uvloop.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    module = types.ModuleType("uvloop")
    exec("class Loop:\n    def __init__(self): pass", vars(module))

    def program():
        if when == "during":
            import uvloop  # noqa: F401
        return sys.modules["uvloop"].Loop()

    if when == "before":
        monkeypatch.setitem(sys.modules, "uvloop", module)
    else:
        monkeypatch.delitem(sys.modules, "uvloop", raising=False)
    with pytest.raises(RefusedError, match="uvloop"):
        virtual.run(program)


def test_uvloop_that_is_not_there_is_not_refused(virtual, monkeypatch):
    """Who uses it only where it is there, as its own documentation says, does nothing wrong."""
    monkeypatch.delitem(sys.modules, "uvloop", raising=False)
    monkeypatch.setattr(sys, "path", [])

    def program():
        try:
            import uvloop  # noqa: F401
        except ImportError:
            return "the standard loop"

    assert virtual.run(program) == "the standard loop"
    assert virtual.sightings.refusals == ()


def test_options_are_checked():
    """A word that is no choice is refused at once."""
    with pytest.raises(ValueError, match="io must be"):
        ExerciseClock(io="all")
    with pytest.raises(ValueError, match="processes must be"):
        ExerciseClock(processes="real")
