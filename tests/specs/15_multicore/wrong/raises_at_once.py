"""The exception is raised as soon as it comes, while other batches are at work.

Fails: task 2
Says: The exception came out while other batches were still at work, or had been stopped.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main, batches):
    started = []
    for batch in batches:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(sender, main, batch))
        process.start()
        started.append((process, receiver))
    results = []
    for process, receiver in started:
        error, result = receiver.recv()
        if error is not None:
            raise error
        results.append(result)
        process.join()
    return results


def work(sender, main, batch):
    try:
        sender.send((None, asyncio.run(main(batch))))
    except Exception as error:
        sender.send((error, None))
