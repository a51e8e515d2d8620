"""Each process is waited for before the next one is started.

Fails: task 2
Says: The batches were not all at work at the same time.
"""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, function, each) for each in inputs))


def run_in_processes(main, batches):
    outcomes = []
    for batch in batches:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(sender, main, batch))
        process.start()
        outcomes.append(receiver.recv())
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
