"""A guard around each coroutine catches the KeyboardInterrupt before it leaves the loop; names imported one by one."""

from asyncio import FIRST_COMPLETED, Event, create_task, run, sleep, wait
from time import monotonic


class Foo:
    """A foo that is a class: it has the methods of a generator that are needed."""

    def __init__(self):
        print("starting...")

    def send(self, value):
        print("res", value)
        return 4


def send_to_foo(values):
    foo = Foo()
    return list(map(foo.send, values))


def produce_and_consume(count):
    for number in range(1, count + 1):
        print(f"生产者生产产品{number}\n消费者消费产品 {number}")


def sync_time(foo, times):
    start = monotonic()
    any(foo() is NotImplemented for _ in range(times))
    return monotonic() - start


async def all_of(coroutines):
    tasks = [create_task(coroutine) for coroutine in coroutines]
    return [await task for task in tasks]


def async_time(delays):
    start = monotonic()
    run(all_of([sleep(delay) for delay in delays]))
    return monotonic() - start


async def do_some_work(x):
    print("waiting:", x)
    await create_task(sleep(x))
    return "Done after " + str(x) + "s"


def run_timed(coroutine):
    async def main():
        start = monotonic()
        result = await coroutine
        return result, monotonic() - start

    return run(main())


def run_as_task(coroutine):
    made = []

    async def main():
        made.append(create_task(coroutine))
        await made[0]

    run(main())
    return made.pop()


def print_result(coroutine):
    async def main():
        task = create_task(coroutine)
        await task
        print("Task ret:", task.result())

    run(main())


def results_of(coroutines):
    start = monotonic()
    results = run(all_of(coroutines))
    return results, monotonic() - start


def stop_on_ctrl_c(coroutines):
    async def main():
        interrupted = Event()

        async def guarded(coroutine):
            try:
                await coroutine
            except KeyboardInterrupt:
                interrupted.set()

        tasks = {create_task(guarded(coroutine)) for coroutine in coroutines}
        alarm = create_task(interrupted.wait())
        pending = tasks
        while pending and not interrupted.is_set():
            _, left = await wait({alarm, *pending}, return_when=FIRST_COMPLETED)
            pending = left - {alarm}
        alarm.cancel()
        for task in pending:
            task.cancel()
        await wait({alarm, *pending})

    run(main())
