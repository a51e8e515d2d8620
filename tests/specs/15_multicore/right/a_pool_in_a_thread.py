"""A thread of its own waits for the pool, and for the pool's end; each batch is forked by hand."""

import asyncio
import multiprocessing
import os
import pickle
from concurrent.futures import ProcessPoolExecutor


async def spread(function, inputs, workers):
    def pooled():
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            return list(pool.map(function, inputs))

    return await asyncio.to_thread(pooled)


def run_in_processes(main, batches):
    children = []
    for batch in batches:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            work(write, main, batch)
        os.close(write)
        children.append((pid, read))
    outcomes = []
    for pid, read in children:
        with open(read, "rb") as pipe:
            outcomes.append(pickle.load(pipe))
        os.waitpid(pid, 0)
    for error, _ in outcomes:
        if error:
            raise error
    return [result for _, result in outcomes]


def work(write, main, batch):
    try:
        try:
            with asyncio.Runner() as runner:
                outcome = None, runner.run(main(batch))
        except Exception as error:
            outcome = error, None
        with open(write, "wb") as pipe:
            pickle.dump(outcome, pipe)
    finally:
        os._exit(0)
