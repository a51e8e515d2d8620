"""Runners take inputs from an iterator, each with an executor of one process; results of batches come through a queue."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

FORKSERVER = multiprocessing.get_context("forkserver")


async def spread(function, inputs, workers):
    waiting = iter(list(enumerate(inputs)))
    results = {}

    async def runner():
        pool = ProcessPoolExecutor(1, mp_context=FORKSERVER)
        try:
            for number, each in waiting:
                results[number] = await asyncio.wrap_future(pool.submit(function, each))
        finally:
            await asyncio.to_thread(pool.shutdown)

    runners = [asyncio.create_task(runner()) for _ in range(workers)]
    await asyncio.wait(runners)
    for each in runners:
        each.result()
    return tuple(results[number] for number in range(len(inputs)))


class Worker(multiprocessing.Process):
    def __init__(self, queue, number, main, batch):
        super().__init__(daemon=True)
        self.queue, self.number, self.main, self.batch = queue, number, main, batch

    def run(self):
        loop = asyncio.new_event_loop()
        try:
            self.queue.put((self.number, True, loop.run_until_complete(self.main(self.batch))))
        except Exception as error:
            self.queue.put((self.number, False, error))
        finally:
            loop.close()


def run_in_processes(main, batches):
    queue = multiprocessing.Queue()
    workers = [Worker(queue, number, main, batch) for number, batch in enumerate(batches)]
    for worker in workers:
        worker.start()
    outcomes = sorted((queue.get() for _ in workers), key=lambda outcome: outcome[0])
    for worker in workers:
        worker.join()
    for _, good, value in outcomes:
        if not good:
            raise value
    return [value for _, _, value in outcomes]
