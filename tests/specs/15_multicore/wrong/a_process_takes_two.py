"""A pool of the right size, whose processes take another batch when they are done.

Fails: task 2
Says: A process ran two batches. Each batch needs a process of its own.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main, batches):
    with multiprocessing.Pool(len(batches)) as pool:
        return pool.starmap(work, [(main, batch) for batch in batches], chunksize=1)


def work(main, batch):
    return asyncio.run(main(batch))
