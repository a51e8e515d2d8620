"""multiprocessing.Pool, whose callbacks settle futures of the loop; a pool whose processes take one batch each."""

import asyncio
import multiprocessing


async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    with multiprocessing.Pool(workers) as pool:
        futures = []
        for each in inputs:
            future = loop.create_future()
            pool.apply_async(
                function,
                (each,),
                callback=lambda result, future=future: loop.call_soon_threadsafe(future.set_result, result),
                error_callback=lambda error, future=future: loop.call_soon_threadsafe(
                    future.set_exception, error
                ),
            )
            futures.append(future)
        return await asyncio.gather(*futures)


def run_in_processes(main, batches):
    with multiprocessing.Pool(len(batches), maxtasksperchild=1) as pool:
        return pool.starmap(work, [(main, batch) for batch in batches], chunksize=1)


def work(main, batch):
    return asyncio.run(main(batch))
