"""The results are those that come out of a queue, in that order.

Fails: task 2
Says: The results came in the order in which they were ready. Give them in the order asked for.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main, batches):
    queue = multiprocessing.SimpleQueue()
    processes = [multiprocessing.Process(target=work, args=(queue, main, batch)) for batch in batches]
    for process in processes:
        process.start()
    outcomes = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    for error, _ in outcomes:
        if error is not None:
            raise error
    return [result for _, result in outcomes]


def work(queue, main, batch):
    try:
        queue.put((None, asyncio.run(main(batch))))
    except Exception as error:
        queue.put((error, None))
