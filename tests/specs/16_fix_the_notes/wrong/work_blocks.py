"""do_some_work sleeps with time.sleep and holds up everybody else.

Fails: task 3
Says: While do_some_work waited, nobody else had a turn: the whole thread slept.
"""

import asyncio
import time


def send_to_foo(values):
    def foo():
        print("starting...")
        while True:
            res = yield 4
            print("res", res)

    g = foo()
    next(g)
    return [g.send(value) for value in values]


def produce_and_consume(count):
    def produce(c):
        for i in range(1, count + 1):
            print(f"生产者生产产品{i}")
            c.send(str(i))

    def consumer():
        while True:
            res = yield
            print("消费者消费产品", res)

    c = consumer()
    next(c)
    produce(c)


def sync_time(foo, times):
    start = time.time()
    for i in range(times):
        foo()
    return time.time() - start


def async_time(delays):
    async def main():
        await asyncio.gather(*[asyncio.sleep(delay) for delay in delays])

    start = time.time()
    asyncio.run(main())
    return time.time() - start


async def do_some_work(x):
    print("waiting:", x)
    time.sleep(x)
    return f"Done after {x}s"


def run_timed(coroutine):
    start = time.time()
    result = asyncio.run(coroutine)
    return result, time.time() - start


def run_as_task(coroutine):
    async def main():
        task = asyncio.create_task(coroutine)
        await task
        return task

    return asyncio.run(main())


def print_result(coroutine):
    print("Task ret:", asyncio.run(coroutine))


def results_of(coroutines):
    async def main():
        return await asyncio.gather(*coroutines)

    start = time.time()
    results = asyncio.run(main())
    return results, time.time() - start


def stop_on_ctrl_c(coroutines):
    async def main():
        await asyncio.gather(*coroutines, return_exceptions=True)

    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
