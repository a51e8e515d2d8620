"""A process for each input, with a semaphore before it; an executor whose processes take one task each."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

SPAWN = multiprocessing.get_context("spawn")


async def spread(function, inputs, workers):
    free = asyncio.Semaphore(workers)

    async def call(each):
        async with free:
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(target=call_there, args=(theirs, function, each))
            process.start()
            theirs.close()
            while not ours.poll():
                await asyncio.sleep(0.002)
            error, result = ours.recv()
            process.join()
            if error:
                raise error
            return result

    tasks = [asyncio.create_task(call(each)) for each in inputs]
    try:
        return await asyncio.gather(*tasks)
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)


def call_there(connection, function, each):
    try:
        outcome = None, function(each)
    except Exception as error:
        outcome = error, None
    connection.send(outcome)


def run_in_processes(main, batches):
    with ProcessPoolExecutor(len(batches), mp_context=SPAWN, max_tasks_per_child=1) as pool:
        futures = [pool.submit(run, main, batch) for batch in batches]
    return [future.result() for future in futures]


def run(main, batch):
    return asyncio.run(main(batch))
