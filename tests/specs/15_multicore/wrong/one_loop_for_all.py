"""One event loop runs all the batches.

Fails: task 2
Says: The batches were run in the process of the caller. Each needs a process of its own.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main, batches):
    async def gathered():
        return await asyncio.gather(*(main(batch) for batch in batches))

    return asyncio.run(gathered())
