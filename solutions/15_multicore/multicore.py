"""One thread cannot use two cores: let coroutines and processes work together."""

import asyncio
import multiprocessing
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any


async def spread(function: Callable[[Any], Any], inputs: list[Any], workers: int) -> list[Any]:
    loop = asyncio.get_running_loop()
    # The pool is closed in any case, and `with` waits until its processes have ended.
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main: Callable[[Any], Coroutine[Any, Any, Any]], batches: list[Any]) -> list[Any]:
    started = []
    for batch in batches:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=_work, args=(sender, main, batch))
        process.start()
        started.append((process, receiver))
    # A process cannot end before a long result has been taken from its pipe: so receive first, join then.
    outcomes = [receiver.recv() for _, receiver in started]
    for process, _ in started:
        process.join()
    for error, _ in outcomes:
        if error is not None:
            raise error
    return [result for _, result in outcomes]


def _work(sender: Connection, main: Callable[[Any], Coroutine[Any, Any, Any]], batch: Any) -> None:
    """What each process does. It stands at the top level, where a new process can find it by name."""
    try:
        sender.send((None, asyncio.run(main(batch))))
    except Exception as error:
        sender.send((error, None))
