"""The pool is shut down on the line after the calls, which an exception does not reach.

Fails: task 1
Says: When an exception had come out of spread, processes of its pool were still there.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    pool = ProcessPoolExecutor(workers)
    results = await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))
    pool.shutdown()
    return results


def run_in_processes(main, batches):
    started = []
    for batch in batches:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(sender, main, batch))
        process.start()
        started.append((process, receiver))
    outcomes = [receiver.recv() for _, receiver in started]
    for process, _ in started:
        process.join()
    for error, _ in outcomes:
        if error is not None:
            raise error
    return [result for _, result in outcomes]


def work(sender, main, batch):
    try:
        sender.send((None, asyncio.run(main(batch))))
    except Exception as error:
        sender.send((error, None))
