"""Keeps as many lines of the notes as can be: a new loop is set, so that ensure_future and get_event_loop find it."""

import asyncio
import time

now = lambda: time.time()


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
            print("生产者生产产品%d" % i)
            c.send(str(i))

    def consumer():
        while True:
            res = yield
            print("消费者消费产品", res)

    c = consumer()
    next(c)
    produce(c)


def sync_time(foo, times):
    start = now()
    for i in range(times):
        foo()
    return now() - start


def async_time(delays):
    async def foo(delay):
        await asyncio.sleep(delay)

    start = now()
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    loop.run_until_complete(asyncio.gather(*[asyncio.ensure_future(foo(delay), loop=loop) for delay in delays] or [foo(0)]))
    loop.close()
    return now() - start


async def do_some_work(x):
    print("waiting:", x)
    await asyncio.sleep(x)
    return "Done after {}s".format(x)


def run_timed(coroutine):
    start = now()
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    try:
        result = loop.run_until_complete(coroutine)
    finally:
        loop.close()
    return result, now() - start


def run_as_task(coroutine):
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    task = loop.create_task(coroutine)
    try:
        loop.run_until_complete(task)
    finally:
        loop.close()
    return task


def print_result(coroutine):
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    task = asyncio.ensure_future(coroutine, loop=loop)
    try:
        loop.run_until_complete(task)
    finally:
        loop.close()
    print("Task ret:", task.result())


def results_of(coroutines):
    start = now()
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    tasks = [asyncio.ensure_future(coroutine, loop=loop) for coroutine in coroutines]
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks))
    loop.close()
    return [task.result() for task in tasks], now() - start


def stop_on_ctrl_c(coroutines):
    asyncio.set_event_loop(asyncio.new_event_loop())
    loop = asyncio.get_event_loop()
    tasks = [asyncio.ensure_future(coroutine, loop=loop) for coroutine in coroutines]
    try:
        loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt:
        for task in asyncio.all_tasks(loop):
            print(task.cancel())
        while asyncio.all_tasks(loop):
            loop.call_later(0.01, loop.stop)
            loop.run_forever()
    finally:
        loop.close()
