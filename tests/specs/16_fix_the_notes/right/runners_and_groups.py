"""asyncio.Runner and TaskGroup; generators handed on with `yield from`, and a deque of answers."""

import asyncio
import time
from collections import deque
from timeit import default_timer


def receiver():
    print("starting...")
    value = yield 4
    while True:
        print(f"res {value}")
        value = yield 4


def send_to_foo(values):
    g = receiver()
    next(g)
    answers = deque(map(g.send, values))
    return list(answers)


def produce_and_consume(count):
    def produce():
        for number in range(count):
            print(f"生产者生产产品{number + 1}")
            yield number + 1

    for product in produce():
        print(f"消费者消费产品 {product}")


def sync_time(foo, times):
    began = time.perf_counter_ns()
    while times > 0:
        foo()
        times -= 1
    return (time.perf_counter_ns() - began) / 10**9


def async_time(delays):
    async def main():
        began = asyncio.get_running_loop().time()
        async with asyncio.TaskGroup() as group:
            for delay in delays:
                group.create_task(asyncio.sleep(delay))
        return asyncio.get_running_loop().time() - began

    with asyncio.Runner() as runner:
        return runner.run(main())


async def do_some_work(x):
    print(f"waiting: {x}")
    return await asyncio.sleep(x, f"Done after {x}s")


def run_timed(coroutine):
    began = default_timer()
    with asyncio.Runner() as runner:
        result = runner.run(coroutine)
    return [result, default_timer() - began]


def run_as_task(coroutine):
    async def main():
        async with asyncio.timeout(None):
            task = asyncio.get_running_loop().create_task(coroutine, name="the coroutine")
            while not task.done():
                await asyncio.wait([task])
            task.result()
            return task

    with asyncio.Runner() as runner:
        return runner.run(main())


def print_result(coroutine):
    with asyncio.Runner() as runner:
        result = runner.run(coroutine)
    print(f"Task ret: {result}")


def results_of(coroutines):
    async def main():
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in coroutines]
        return [task.result() for task in tasks]

    began = default_timer()
    with asyncio.Runner() as runner:
        return runner.run(main()), default_timer() - began


def stop_on_ctrl_c(coroutines):
    async def main():
        async with asyncio.TaskGroup() as group:
            for coroutine in coroutines:
                group.create_task(coroutine)

    runner = asyncio.Runner()
    try:
        runner.run(main())
    except KeyboardInterrupt:
        pass
    except BaseExceptionGroup as group:
        if group.subgroup(KeyboardInterrupt) is None:
            raise
    finally:
        while True:
            try:
                runner.close()
                break
            except KeyboardInterrupt:
                continue
