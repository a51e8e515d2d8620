"""Each function makes a loop, runs it and closes it by hand, and asyncio.wait is given tasks."""

import asyncio
import time


def send_to_foo(values):
    answers = []

    def foo():
        print("starting...")
        while True:
            print("res", (yield 4))

    g = foo()
    g.send(None)
    for value in values:
        answers.append(g.send(value))
    return answers


def produce(c, count):
    for i in range(1, count + 1):
        print("生产者生产产品%d" % i)
        c.send(str(i))
    c.close()


def consumer():
    while True:
        res = yield
        print("消费者消费产品", res)


def produce_and_consume(count):
    c = consumer()
    next(c)
    produce(c, count)


def sync_time(foo, times):
    now = lambda: time.time()
    start = now()
    for i in range(times):
        foo()
    return now() - start


def in_own_loop(make):
    """Run what `make` gives for a new loop; close the loop in any case."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(make(loop))
    finally:
        loop.close()


def async_time(delays):
    async def foo(delay):
        await asyncio.sleep(delay)

    start = time.time()
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(foo(delay)) for delay in delays]
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks))
    loop.close()
    return time.time() - start


async def do_some_work(x):
    print("waiting:", x)
    await asyncio.sleep(x)
    return "Done after {}s".format(x)


def run_timed(coroutine):
    start = time.time()
    result = in_own_loop(lambda loop: coroutine)
    return result, time.time() - start


def run_as_task(coroutine):
    tasks = []

    def make(loop):
        tasks.append(loop.create_task(coroutine))
        return tasks[0]

    in_own_loop(make)
    return tasks[0]


def print_result(coroutine):
    print("Task ret:", run_as_task(coroutine).result())


def results_of(coroutines):
    start = time.time()
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks))
    loop.close()
    return [task.result() for task in tasks], time.time() - start


def stop_on_ctrl_c(coroutines):
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(coroutine) for coroutine in coroutines]
    try:
        loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        pending = [task for task in tasks if not task.done()]
        for task in pending:
            task.cancel()
        if pending:
            loop.run_until_complete(asyncio.wait(pending))
    finally:
        loop.close()
