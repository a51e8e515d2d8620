"""The broken snippets of the notes: repair each function, so that it does what its docstring says.

Where Python can read a snippet, it stands in the function, faults and all. Where it cannot, it stands in a comment
above its function, so that one slip does not spoil the whole file: copy it into the function and repair it there.
Any of the functions can be repaired without the others. They need Python 3.11 or later.
"""

# ruff: noqa

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

# --- task 1: generators ---------------------------------------------------------------------------------------


def send_to_foo(values: list[Any]) -> list[int]:
    """Send each of the values to one foo; give the list of what foo hands out in answer to each: 4.

    Prints `starting...` before the first value, and `res X` for each value X.
    """

    # TODO task 1
    def foo():
        print("starting...")
        while True:
            res = yield 4
            print("res", res)

    g = foo()
    return [g.send(value) for value in values]


# The notes:
#
#     def produce(c):
#     for i in range(1, count + 1):
#         print("生产者生产产品%d" % i)
#         c.send(str(i))
#
#     def consumer()
#         while True:
#             res = yield
#             print("消费者消费产品", res)
#
#     c = consumer()
#     next(c)
#     produce(c)


def produce_and_consume(count: int) -> None:
    """Produce the products 1 to `count`; each is consumed before the next one is produced.

    Prints two lines for each product: `生产者生产产品1`, then `消费者消费产品 1`.
    """
    # TODO task 1
    raise NotImplementedError


# --- task 2: time ---------------------------------------------------------------------------------------------

# The notes:
#
#     now = lambda time.sleep()
#
#     start = now()
#     for i in range(times):
#         foo()
#     return now() - start


def sync_time(foo: Callable[[], object], times: int) -> float:
    """Call `foo` as many times as `times` says, one after the other; give the measured seconds."""
    # TODO task 2
    raise NotImplementedError


def async_time(delays: list[float]) -> float:
    """Wait for all the delays at the same time, in an event loop of its own; give the measured seconds."""

    # TODO task 2
    async def foo(delay):
        asyncio.sleep(delay)

    start = time.time()
    loop = asyncio.get_event_loop()
    for delay in delays:
        loop.run_until_complete(foo(delay))
    return time.time() - start


# --- task 3: a coroutine and its loop -------------------------------------------------------------------------

# The notes:
#
#     async def do_some_work(x):
#         print('waiting:',x)x
#         await asyncio.sleep(x)
#         return 'Done after{}s'.format(x)


async def do_some_work(x: float) -> str:
    """Print `waiting: X`, wait `x` seconds while others go on, and give the text `Done after Xs`."""
    # TODO task 3
    raise NotImplementedError


def run_timed(coroutine: Coroutine[Any, Any, Any]) -> tuple[Any, float]:
    """Run `coroutine` in an event loop of its own; give its result and the measured seconds.

    An exception of the coroutine comes out. In either case the loop is closed.
    """
    # TODO task 3
    start = time.time()
    loop = asyncio.get_event_loop()
    result = loo.run_until_complete(coroutine)
    return result, time.time() - start


def run_as_task(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Make a task of `coroutine`, run it to its end in an event loop of its own, and give the task.

    An exception of the coroutine comes out. In either case the loop is closed.
    """
    # TODO task 3
    loop = asyncio.get_event_loop()
    task = loop.create_task(coroutine)
    loop.run_until_complete(coroutine)
    return task


# --- task 4: tasks and their results --------------------------------------------------------------------------

# The notes:
#
#     loop = async.get_event_loop()
#     task = asyncio.ensure_future(coroutine)
#     loop.run_until_complete(task)
#     print('Task ret:', task.result())


def print_result(coroutine: Coroutine[Any, Any, Any]) -> None:
    """Run `coroutine` in an event loop of its own; print `Task ret:` and its result.

    An exception of the coroutine comes out, and nothing is printed. In either case the loop is closed.
    """
    # TODO task 4
    raise NotImplementedError


def results_of(coroutines: list[Coroutine[Any, Any, Any]]) -> tuple[list[Any], float]:
    """Run all the coroutines at the same time in an event loop of its own, which it closes.

    Gives the list of their results, in the order of `coroutines`, and the measured seconds.
    """
    # TODO task 4
    loop = asyncio.get_event_loop()
    done, pending = loop.run_until_complete(asyncio.wait(coroutines))
    return [task.result() for task in done], time.time() - start


def stop_on_ctrl_c(coroutines: list[Coroutine[Any, Any, Any]]) -> None:
    """Run all the coroutines at the same time, until all have ended or one of them raises KeyboardInterrupt.

    The KeyboardInterrupt stops here: whatever has not ended by then is cancelled and gets the time that its
    cleanup takes. At the end the event loop, which is its own, is closed.
    """
    # TODO task 4
    loop = asyncio.get_event_loop()
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        loop.run_until_complete(asyncio.wait(tasks))
    except KeyboardInterrupt as e:
        print(asyncio.Task.all_tasks())
        for task in asyncio.Task.all_tasks():
            print(task.cancel())
        loop.stop()
        loop.run_forever()
    finally:
        loop.close()
