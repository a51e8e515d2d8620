"""Threads, `workers` of them, each of which starts a process for an input and waits for it; a one-process executor for each batch."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack

SPAWN = multiprocessing.get_context("spawn")


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(workers) as threads:
        calls = [loop.run_in_executor(threads, in_a_process, function, each) for each in inputs]
        await asyncio.wait(calls) if calls else None
    return [call.result() for call in calls]


def in_a_process(function, each):
    results = SPAWN.SimpleQueue()
    process = SPAWN.Process(target=put, args=(results, function, each))
    process.start()
    good, value = results.get()
    process.join()
    if good:
        return value
    raise value


def put(results, function, each):
    try:
        results.put((True, function(each)))
    except Exception as error:
        results.put((False, error))


def run_in_processes(main, batches):
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, mp_context=SPAWN)) for _ in batches]
        futures = [pool.submit(run, main, batch) for pool, batch in zip(pools, batches)]
    return [future.result() for future in futures]


def run(main, batch):
    return asyncio.run(main(batch))
