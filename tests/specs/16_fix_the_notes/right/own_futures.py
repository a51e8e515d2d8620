"""Waits are timers and futures, done callbacks count what has ended, and an exit stack closes the loop."""

import asyncio
import contextlib
import time


def send_to_foo(values):
    def foo_with_state():
        print("starting...")
        answer = 4
        res = yield answer
        while 1:
            print("res", res)
            res = yield answer

    generator = foo_with_state()
    return [4 for first in [next(generator)] for value in values if generator.send(value) == first]


def produce_and_consume(count):
    def rounds(numbers):
        for number in numbers:
            yield "生产者生产产品%d" % number
            yield "消费者消费产品 %d" % number

    for line in rounds(range(1, 1 + count)):
        print(line)


def sync_time(foo, times):
    stopwatch = [time.monotonic()]
    for _ in [None] * times:
        foo()
        stopwatch.append(time.monotonic())
    return stopwatch[-1] - stopwatch[0]


@contextlib.contextmanager
def new_loop():
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        yield loop


def async_time(delays):
    with new_loop() as loop:
        start = loop.time()
        left = loop.create_future()
        count = len(delays)

        def one_less():
            nonlocal count
            count -= 1
            if not count:
                left.set_result(None)

        for delay in delays:
            loop.call_later(delay, one_less)
        if count:
            loop.run_until_complete(left)
        return loop.time() - start


async def do_some_work(x):
    loop = asyncio.get_running_loop()
    print("waiting: " + str(x))
    over = loop.create_future()
    loop.call_later(x, over.set_result, f"Done after {x!s}s")
    return await over


def run_timed(coroutine):
    with new_loop() as loop:
        start = loop.time()
        return loop.run_until_complete(coroutine), loop.time() - start


def run_as_task(coroutine):
    with new_loop() as loop:
        task = asyncio.Task(coroutine, loop=loop)
        loop.run_until_complete(task)
        return task


def print_result(coroutine):
    with new_loop() as loop:
        task = loop.create_task(coroutine)
        task.add_done_callback(lambda task: task.exception() or print("Task ret:", task.result()))
        loop.run_until_complete(task)


def results_of(coroutines):
    with new_loop() as loop:
        start = loop.time()
        results = dict.fromkeys(range(len(coroutines)))

        async def keep(number, coroutine):
            results[number] = await coroutine

        tasks = [loop.create_task(keep(*pair)) for pair in enumerate(coroutines)]
        for task in tasks:
            loop.run_until_complete(task)
        return list(results.values()), loop.time() - start


def stop_on_ctrl_c(coroutines):
    with new_loop() as loop:
        tasks = [loop.create_task(coroutine) for coroutine in coroutines]
        try:
            for task in tasks:
                loop.run_until_complete(task)
        except KeyboardInterrupt:
            for task in tasks:
                task.cancel()
            for task in [task for task in tasks if not task.done()]:
                with contextlib.suppress(asyncio.CancelledError):
                    loop.run_until_complete(task)
