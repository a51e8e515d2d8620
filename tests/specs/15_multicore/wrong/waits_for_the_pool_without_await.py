"""The results of the pool are waited for in a way that stops the loop.

Fails: task 1
Says: The event loop stood still while the other processes were at work.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(function, inputs))


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
