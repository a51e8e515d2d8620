"""The function is called on the spot.

Fails: task 1
Says: The calls were made in the process of the event loop. One process uses one core: hand them to others.
"""

import asyncio
import multiprocessing


async def spread(function, inputs, workers):
    return [function(each) for each in inputs]


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
