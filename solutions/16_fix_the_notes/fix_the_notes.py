"""Reference answer: the snippets of the notes as one writes them today."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from typing import Any


def send_to_foo(values: list[Any]) -> list[int]:
    def foo() -> Generator[int, Any, None]:
        print("starting...")
        while True:
            res = yield 4
            print("res", res)

    g = foo()
    next(g)  # only a generator that waits at a `yield` can receive something
    return [g.send(value) for value in values]


def produce_and_consume(count: int) -> None:
    def produce(c: Generator[None, str, None]) -> None:
        for i in range(1, count + 1):
            print(f"生产者生产产品{i}")
            c.send(str(i))

    def consumer() -> Generator[None, str, None]:
        while True:
            res = yield
            print("消费者消费产品", res)

    c = consumer()
    next(c)
    produce(c)


def sync_time(foo: Callable[[], object], times: int) -> float:
    # A stopwatch needs a clock that nobody sets back, which time.time() is not.
    now = time.monotonic
    start = now()
    for _ in range(times):
        foo()
    return now() - start


def async_time(delays: list[float]) -> float:
    # A loop that is run five times runs one thing after the other, however asynchronous each of them is.
    async def main() -> None:
        await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))

    start = time.monotonic()
    asyncio.run(main())
    return time.monotonic() - start


async def do_some_work(x: float) -> str:
    print("waiting:", x)
    await asyncio.sleep(x)
    return f"Done after {x}s"


def run_timed(coroutine: Coroutine[Any, Any, Any]) -> tuple[Any, float]:
    # asyncio.run makes the loop and closes it, whatever happens: get_event_loop has nothing to give where no loop runs.
    start = time.monotonic()
    result = asyncio.run(coroutine)
    return result, time.monotonic() - start


def run_as_task(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    async def main() -> asyncio.Task[Any]:
        # From here on the coroutine belongs to the task: the task is what may be awaited.
        task = asyncio.create_task(coroutine)
        await task
        return task

    return asyncio.run(main())


def print_result(coroutine: Coroutine[Any, Any, Any]) -> None:
    print("Task ret:", asyncio.run(coroutine))


def results_of(coroutines: list[Coroutine[Any, Any, Any]]) -> tuple[list[Any], float]:
    async def main() -> list[Any]:
        # gather makes the tasks itself and keeps the order; asyncio.wait takes only tasks, and gives sets.
        return await asyncio.gather(*coroutines)

    start = time.monotonic()
    results = asyncio.run(main())
    return results, time.monotonic() - start


def stop_on_ctrl_c(coroutines: list[Coroutine[Any, Any, Any]]) -> None:
    async def main() -> None:
        # return_exceptions: gather must not raise the KeyboardInterrupt of a coroutine once more, amid the cleanups.
        await asyncio.gather(*coroutines, return_exceptions=True)

    # Whatever ends asyncio.run, it cancels what is pending, waits for the cleanups and closes the loop. To stop and
    # start a loop by hand, as the notes do, gives them no more than one turn.
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
