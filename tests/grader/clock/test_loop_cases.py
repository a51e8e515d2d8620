"""Every loop is virtual, however it was made; sockets and processes work where they are asked for."""

from __future__ import annotations

import asyncio
import concurrent.futures
import selectors
import subprocess
import sys
import threading
import time

import pytest

from grader.clock import real


def test_two_runs(world):
    """asyncio.run twice: the times add up."""

    def main():
        asyncio.run(asyncio.sleep(1))
        asyncio.run(asyncio.sleep(2))

    world.run(main)
    assert world.took(3)


def test_new_event_loop(world):
    """A loop made with new_event_loop."""

    def main():
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(asyncio.sleep(3))
        finally:
            loop.close()

    world.run(main)
    assert world.took(3)


@pytest.mark.filterwarnings("ignore")
def test_get_event_loop(world):
    """The loop that get_event_loop makes outside of any."""

    def main():
        asyncio.set_event_loop_policy(None)
        loop = asyncio.get_event_loop()
        loop.run_until_complete(asyncio.sleep(3))
        loop.close()

    world.run(main)
    asyncio.set_event_loop_policy(None)
    assert world.took(3)


def test_runner(world):
    """asyncio.Runner, used twice."""

    def main():
        with asyncio.Runner() as runner:
            runner.run(asyncio.sleep(1))
            runner.run(asyncio.sleep(1))

    world.run(main)
    assert world.took(2)


def test_selector_of_its_own(world):
    """A SelectorEventLoop over another selector."""

    def main():
        loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
        try:
            loop.run_until_complete(asyncio.sleep(2))
        finally:
            loop.close()

    world.run(main)
    assert world.took(2)


def test_run_in_a_thread(world):
    """A loop in each of two threads: they share one time."""

    def main():
        log = []

        def work(delay):
            asyncio.run(asyncio.sleep(delay))
            log.append(delay)

        threads = [threading.Thread(target=work, args=(delay,)) for delay in (2, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return log

    assert world.run(main) == [1, 2]
    assert world.took(2)


def test_loopback(world):
    """Three clients of an echo server whose handler takes a second: all at the same time."""

    async def main():
        async def handle(reader, writer):
            line = await reader.readline()
            await asyncio.sleep(1)
            writer.write(line.upper())
            await writer.drain()
            writer.close()

        async def ask(index, port):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"hi%d\n" % index)
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return answer

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        answers = await asyncio.gather(*(ask(index, port) for index in range(3)))
        server.close()
        return answers

    assert world.run(main, io="loopback") == [b"HI0\n", b"HI1\n", b"HI2\n"]
    assert world.took(1)


def test_subprocess(world):
    """A real subprocess takes its real time, which virtual time follows."""

    async def main():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(0.3)")
        return await process.wait()

    assert world.run(main, io="real") == 0
    assert world.elapsed >= 0.3


def test_sleeping_beside_a_process(virtual):
    """While a child process lives, a sleep takes its real time."""

    async def main():
        start = (
            real.monotonic()
        )  # virtual time follows the real one from here, also while the child is started
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
            await asyncio.sleep(0.2)
            assert process.poll() is None
            process.communicate(b"\n")
            return real.monotonic() - start

    assert virtual.run(main, io="real") >= 0.2
    assert virtual.elapsed >= 0.2


def test_a_selector_that_is_ones_own(virtual):
    """A selector of an unknown kind is asked at every turn."""

    class Own(selectors.DefaultSelector):
        asked = 0

        def select(self, timeout=None):
            self.asked += 1
            return super().select(timeout)

    def main():
        selector = Own()
        loop = asyncio.SelectorEventLoop(selector)
        loop.run_until_complete(asyncio.sleep(2))
        loop.close()
        return selector.asked

    assert virtual.run(main) >= 3
    assert virtual.took(2)


def test_process_pool_played_by_threads(world):
    """Four calls of 1 s on two played processes take 2 s."""
    if not world.virtual:
        pytest.skip("a pool of real processes starts slowly")

    def main():
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            list(pool.map(time.sleep, [1] * 4))

    world.run(main, processes="threads")
    assert world.took(2)
