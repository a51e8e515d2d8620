"""One other process does everything.

Fails: task 1
Says: Fewer than `workers` calls were at work at the same moment, though enough were waiting.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(max_workers=1) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


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
