"""What is done with a learner's `own_loop.py`. Nothing is judged here: a scenario returns what it saw.

The coroutines below write down what happens to them as [loop.now, what].
"""

from __future__ import annotations

import asyncio
import threading

from grader.specs import scenario


class Show:
    """A loop of the learner's, and a diary for the coroutines that run on it."""

    def __init__(self, submission):
        self.submission = submission
        self.loop = submission.Loop()
        self.sleep = submission.sleep
        self.diary = []

    def note(self, what):
        self.diary.append([self.loop.now, what])

    async def work(self, name, delays, result=None):
        """Sleep for each of the delays, note every wake-up, give the result."""
        for delay in delays:
            await self.sleep(delay)
            self.note(name)
        return result

    async def fail(self, error, delay):
        if delay:
            await self.sleep(delay)
        raise error

    async def guarded(self, name, delay, cleanup, then="raise"):
        """Sleep; when cancelled, spend `cleanup` seconds on a clean-up, and end as `then` says."""
        self.note(f"{name} begins")
        try:
            await self.sleep(delay)
            self.note(f"{name} slept")
        except self.submission.Cancelled:
            self.note(f"{name} cancelled")
            for seconds in cleanup:
                await self.sleep(seconds)
            self.note(f"{name} cleaned up")
            if then == "return":
                return "saved"
            if then == "fail":
                raise OSError("the disk is full") from None
            raise


def told(error, expected):
    """[class, text, whether it is the very object] of an error."""
    return [type(error).__name__, str(error), error is expected]


def end_of(task, cancelled):
    """How a task stands: its result, or the name of its error."""
    if not task.done():
        return "unfinished"
    try:
        return ["result", task.result()]
    except (Exception, cancelled) as error:
        return ["error", type(error).__name__]


# Task 1


@scenario(call="loop = Loop(); loop.run(main())  # main sleeps {0!r} and returns {1!r}")
def run_one(submission, delays, result):
    show = Show(submission)
    before = show.loop.now
    given = show.loop.run(show.work("main", delays, result))
    return {
        "before": before,
        "result": given,
        "woken": [now for now, _ in show.diary],
        "after": show.loop.now,
    }


@scenario(call="loop.run(main())  # main awaits coroutines that await coroutines that sleep, {0!r} deep")
def run_nested(submission, depth):
    show = Show(submission)

    async def add_up(levels):
        if levels == 0:
            await show.sleep(1)
            return 1
        return await add_up(levels - 1) + await add_up(levels - 1)

    return [show.loop.run(add_up(depth)), show.loop.now]


@scenario(call="loop.run(main())  # main reads an async generator that sleeps {0!r}, inside `async with`")
def run_ordinary_code(submission, delays):
    show = Show(submission)

    class Door:
        async def __aenter__(self):
            await show.sleep(1)
            show.note("open")

        async def __aexit__(self, *error):
            await show.sleep(1)
            show.note("closed")

    async def numbers():
        for number, delay in enumerate(delays):
            await show.sleep(delay)
            yield number

    async def main():
        async with Door():
            async for number in numbers():
                show.note(number)

    show.loop.run(main())
    return show.diary


@scenario(call="loop.run(main())  # main sleeps {0!r} s and then raises an error")
def run_failing(submission, delay):
    show = Show(submission)
    error = ValueError("no such number")
    try:
        result = show.loop.run(show.fail(error, delay))
    except Exception as caught:
        if isinstance(caught, NotImplementedError):
            raise
        return {"raised": told(caught, error), "now": show.loop.now}
    return {"raised": None, "result": result, "now": show.loop.now}


@scenario(call="two loops, one after the other: they sleep {0!r} s and {1!r} s")
def run_two_loops(submission, first, second):
    one, other = Show(submission), Show(submission)
    one.loop.run(one.work("one", [first]))
    other.loop.run(other.work("other", [second]))
    return [one.diary, other.diary]


@scenario(call="loop.run(main())  # on what does main run?")
def what_runs(submission):
    show = Show(submission)
    here = threading.get_ident()
    facts = {}

    async def main():
        await show.sleep(1)
        facts["asyncio"] = (
            asyncio._get_running_loop() is not None
        )  # the public one raises where there is none
        facts["another thread"] = threading.get_ident() != here

    show.loop.run(main())
    return facts


# Task 2


@scenario(call="tasks = [loop.spawn(work(delays)) for delays in {0!r}]; main awaits each of them")
def run_workers(submission, plans):
    show = Show(submission)

    async def main():
        tasks = [show.loop.spawn(show.work(str(n), plan, n)) for n, plan in enumerate(plans)]
        return [await task for task in tasks]

    results = show.loop.run(main())
    return {"diary": show.diary, "results": results, "now": show.loop.now}


@scenario(call="task = loop.spawn(work()); loop.run(main())  # work sleeps {0!r} s, main sleeps {1!r} s")
def spawned_before_run(submission, delay, wait):
    show = Show(submission)

    async def early():
        show.note("the task begins")
        await show.sleep(delay)
        show.note("the task ends")
        return "early bird"

    async def main():
        show.note("main begins")
        await show.sleep(wait)
        show.note("main ends")

    task = show.loop.spawn(early())
    done = task.done()
    show.loop.run(main())
    end = end_of(task, submission.Cancelled)
    return {"diary": show.diary, "done": [done, task.done()], "end": end}


@scenario(call="task = loop.spawn(work())  # inside main: who goes first?")
def spawn_only_schedules(submission, names):
    show = Show(submission)

    async def child(name):
        show.note(name)

    async def main():
        tasks = [show.loop.spawn(child(name)) for name in names]
        show.note("main")
        for task in tasks:
            await task

    show.loop.run(main())
    return [what for _, what in show.diary]


@scenario(call="first = loop.spawn(work()); loop.spawn(work()); await first  # who goes on first?")
def woken_behind_the_ready(submission, names):
    show = Show(submission)

    async def child(name):
        show.note(name)

    async def main():
        first, *others = [show.loop.spawn(child(name)) for name in names]
        await first
        show.note("main")
        for other in others:
            await other

    show.loop.run(main())
    return [what for _, what in show.diary]


@scenario(call="tasks {0!r} that do `await sleep(0)`, {1!r} times each")
def take_turns(submission, names, rounds):
    show = Show(submission)

    async def main():
        for task in [show.loop.spawn(show.work(name, [0] * rounds)) for name in names]:
            await task

    show.loop.run(main())
    return show.diary


@scenario(
    call="one task does `await sleep(0)`; another, which was ready, then spawns a third: who goes first?"
)
def ready_after_sleep_0(submission, names):
    show = Show(submission)

    async def third():
        show.note(names[1])

    async def second():
        await show.loop.spawn(third())

    async def main():
        for task in [show.loop.spawn(show.work(names[0], [0])), show.loop.spawn(second())]:
            await task

    show.loop.run(main())
    return [what for _, what in show.diary]


@scenario(call="task = loop.spawn(work()); {1!r} coroutines await it  # it sleeps {0!r} s and returns {2!r}")
def many_await_one(submission, delay, waiters, result):
    show = Show(submission)
    task = show.loop.spawn(show.work("task", [delay], result))
    got = []

    async def wait():
        got.append([await task, show.loop.now])

    async def main():
        for waiter in [show.loop.spawn(wait()) for _ in range(waiters)]:
            await waiter

    show.loop.run(main())
    return got


@scenario(call="await task; await task  # {0!r} s after it had returned {1!r}")
def await_a_finished_one(submission, later, result):
    show = Show(submission)

    async def main():
        task = show.loop.spawn(show.work("task", [1], result))
        await show.sleep(1 + later)
        before = show.loop.now
        return [await task, await task, show.loop.now - before]

    return show.loop.run(main())


@scenario(call="task = loop.spawn(work())  # before, while and after it sleeps {0!r} s")
def states_of_a_task(submission, delay, result):
    show = Show(submission)
    states = []

    async def main():
        task = show.loop.spawn(show.work("task", [delay], result))
        states.append(state(task))
        await show.sleep(delay / 2)
        states.append(state(task))
        await show.sleep(delay)
        states.append(state(task))
        return isinstance(task, submission.Task)

    def state(task):
        try:
            return [task.done(), "result", task.result()]
        except BaseException as error:
            if isinstance(error, NotImplementedError | AttributeError):
                raise
            return [task.done(), "raised"]

    return {"states": states, "Task": show.loop.run(main())}


@scenario(call="task = loop.spawn(fails())  # after {0!r} s; main awaits it")
def await_a_failing_one(submission, delay, later):
    """Awaited while it runs, and again when it has failed."""
    show = Show(submission)
    error = ValueError("no such number")
    seen = []

    async def attempt(task):
        try:
            seen.append(["result", await task])
        except Exception as caught:
            seen.append([show.loop.now, *told(caught, error)])

    async def main():
        task = show.loop.spawn(show.fail(error, delay))
        await attempt(task)
        await show.sleep(later)
        await attempt(task)
        return "main went on"

    return {"main": show.loop.run(main()), "seen": seen}


@scenario(call="task = loop.spawn(fails())  # after {0!r} s; nobody awaits it, and main sleeps {1!r} s")
def nobody_awaits_the_failing_one(submission, delay, wait):
    show = Show(submission)
    error = ValueError("no such number")
    facts = {"done": None, "raised": None}

    async def main():
        task = show.loop.spawn(show.fail(error, delay))
        other = show.loop.spawn(show.work("other", [delay + 1]))
        await show.sleep(wait)
        await other
        facts["done"] = task.done()
        try:
            task.result()
        except Exception as caught:
            facts["raised"] = told(caught, error)

    show.loop.run(main())
    return facts | {"diary": show.diary}


@scenario(call="a chain of {0!r} tasks: each one awaits the one before, and adds 1")
def chain_of_tasks(submission, length):
    show = Show(submission)

    async def link(before):
        return await before + 1

    async def main():
        task = show.loop.spawn(show.work("first", [2], 0))
        for _ in range(length):
            task = show.loop.spawn(link(task))
        return await task

    return [show.loop.run(main()), show.loop.now]


# Task 3


@scenario(call="await gather(*works)  # they sleep {0!r}")
def gather_all(submission, delays, results):
    show = Show(submission)

    async def work(delay, result):
        show.note("begins")
        await show.sleep(delay)
        return result

    async def main():
        await show.sleep(1)
        return await submission.gather(*map(work, delays, results))

    given = show.loop.run(main())
    return {"given": given, "begun": [now for now, _ in show.diary], "now": show.loop.now}


@scenario(call="await gather(); await gather(work())")
def gather_all_and_something(submission):
    show = Show(submission)

    async def main():
        return [await submission.gather(), await submission.gather(show.work("", [1], "something"))]

    return show.loop.run(main())


@scenario(call="loop.run(gather(*works))  # they sleep {0!r}")
def gather_as_main(submission, delays):
    show = Show(submission)
    works = [show.work(str(n), [delay], n) for n, delay in enumerate(delays)]
    return [show.loop.run(submission.gather(*works)), show.loop.now]


@scenario(call="await gather(gather(*works), gather(*works))  # they sleep {0!r}")
def gather_gathers(submission, groups):
    show = Show(submission)

    async def main():
        return await submission.gather(
            *(submission.gather(*(show.work("", [delay], delay) for delay in group)) for group in groups)
        )

    return [show.loop.run(main()), show.loop.now]


@scenario(call="await gather(*works)  # they fail after {0!r} s, or return where that is None")
def gather_failing(submission, failures):
    show = Show(submission)
    errors = [ValueError(f"failed after {delay}") for delay in failures]
    facts = {"given": None, "raised": None}

    async def work(delay, error):
        await (show.sleep(3) if delay is None else show.fail(error, delay))

    async def main():
        try:
            facts["given"] = await submission.gather(*map(work, failures, errors))
        except Exception as caught:
            if isinstance(caught, NotImplementedError):
                raise
            facts["raised"] = [str(caught), any(caught is error for error in errors)]
        await show.sleep(50)  # all the others end meanwhile

    show.loop.run(main())
    return facts


@scenario(call="loop.spawn(gather(*works)) twice, side by side: {0!r}")
def gather_side_by_side(submission, groups):
    show = Show(submission)

    async def main():
        tasks = [
            show.loop.spawn(submission.gather(*(show.work("", [delay], delay) for delay in group)))
            for group in groups
        ]
        return [await task for task in tasks]

    return [show.loop.run(main()), show.loop.now]


# Task 4


@scenario(call="task.cancel()  # at {1!r} s; the task sleeps {0!r} s, and {2!r} in its clean-up")
def cancel_asleep(submission, delay, at, cleanup):
    show = Show(submission)

    async def main():
        task = show.loop.spawn(show.guarded("task", delay, cleanup))
        await show.sleep(at)
        task.cancel()
        await show.sleep(delay + sum(cleanup) + 1)
        return end_of(task, submission.Cancelled)

    return {"end": show.loop.run(main()), "diary": show.diary}


@scenario(call="task.cancel(); task.done()")
def cancel_only_schedules(submission, delay):
    show = Show(submission)
    done = []

    async def main():
        task = show.loop.spawn(show.guarded("task", delay, []))
        await show.sleep(1)
        task.cancel()
        show.note("main goes on")
        done.append(task.done())
        await show.sleep(1)
        done.append(task.done())

    show.loop.run(main())
    return {"done": done, "diary": [what for _, what in show.diary]}


@scenario(call="task = loop.spawn(work()); task.cancel()  # before it has begun")
def cancel_unbegun(submission, inside):
    """Cancelled in main, or before `run`."""
    show = Show(submission)
    tasks = []

    def make_and_cancel():
        tasks.append(show.loop.spawn(show.guarded("task", 5, [])))
        tasks[0].cancel()

    async def main():
        if inside:
            make_and_cancel()
        await show.sleep(1)
        show.note("main")

    if not inside:
        make_and_cancel()
    show.loop.run(main())
    return {"end": end_of(tasks[0], submission.Cancelled), "diary": show.diary}


@scenario(call="task.cancel()  # when it had finished")
def cancel_finished(submission, result):
    show = Show(submission)
    error = ValueError("no such number")

    async def main():
        tasks = [show.loop.spawn(show.work("task", [1], result)), show.loop.spawn(show.fail(error, 1))]
        await show.sleep(2)
        for task in tasks:
            task.cancel()
        await show.sleep(1)
        return [end_of(task, submission.Cancelled) for task in tasks]

    return show.loop.run(main())


@scenario(call="task.cancel()  # while the task, after `await sleep(0)`, waits for its turn")
def cancel_ready(submission, cleanup):
    show = Show(submission)

    async def main():
        task = show.loop.spawn(show.guarded("task", 0, [cleanup]))
        await show.sleep(0)
        task.cancel()
        await show.sleep(cleanup + 5)
        return end_of(task, submission.Cancelled)

    return {"end": show.loop.run(main()), "diary": show.diary}


@scenario(call="waiter.cancel()  # at {1!r} s, while it awaits a task that sleeps {0!r} s")
def cancel_waiter(submission, delay, at, cleanup):
    show = Show(submission)

    async def wait(task):
        try:
            await task
        except submission.Cancelled:
            show.note("waiter cancelled")
            await show.sleep(cleanup)
            show.note("waiter cleaned up")
            raise

    async def main():
        task = show.loop.spawn(show.work("", [delay]))
        waiter = show.loop.spawn(wait(task))
        await show.sleep(at)
        waiter.cancel()
        await show.sleep(delay + cleanup + 5)
        return end_of(waiter, submission.Cancelled)

    end = show.loop.run(main())
    return {"end": end, "diary": [line for line in show.diary if line[1]]}


@scenario(call="try: await sleep({0!r})\nexcept Exception: ...  # cancelled after 1 s")
def cancelled_is_no_exception(submission, delay):
    show = Show(submission)

    async def careless():
        try:
            await show.sleep(delay)
        except Exception:
            show.note("caught by `except Exception`")
        finally:
            show.note("finally")
        show.note("went on")

    async def main():
        task = show.loop.spawn(careless())
        await show.sleep(1)
        task.cancel()
        await show.sleep(1)
        return end_of(task, submission.Cancelled)

    return {"end": show.loop.run(main()), "diary": show.diary}


@scenario(call="await task  # which somebody else cancels after {0!r} s")
def await_a_cancelled_one(submission, at):
    show = Show(submission)

    async def attempt(task):
        try:
            return ["result", await task]
        except (Exception, submission.Cancelled) as error:
            return [show.loop.now, type(error).__name__]

    async def main():
        task = show.loop.spawn(show.work("task", [at + 50]))

        async def strike():
            await show.sleep(at)
            task.cancel()

        show.loop.spawn(strike())
        first = await attempt(task)
        await show.sleep(1)
        return [first, await attempt(task)]

    return show.loop.run(main())


@scenario(call="loop.run(main())  # main ends after {1!r} s beside tasks with clean-ups of {0!r} s")
def main_ends(submission, cleanups, after, fails, then):
    show = Show(submission)
    error = ValueError("no such number")
    tasks = []

    async def main():
        for number, cleanup in enumerate(cleanups):
            tasks.append(show.loop.spawn(show.guarded(str(number), 1000, cleanup, then)))
        if after:
            await show.sleep(after)
        if fails:
            raise error
        return "main's result"

    try:
        outcome = ["result", show.loop.run(main())]
    except (Exception, submission.Cancelled) as caught:
        if isinstance(caught, NotImplementedError):
            raise
        outcome = ["error", *told(caught, error)]
    ends = [end_of(task, submission.Cancelled) for task in tasks]
    return {"outcome": outcome, "now": show.loop.now, "ends": ends, "diary": sorted(show.diary)}


@scenario(call="loop.run(main())  # main ends while another task waits in gather(*works): {0!r}")
def main_ends_beside_gather(submission, delays):
    show = Show(submission)

    async def main():
        show.loop.spawn(submission.gather(*(show.guarded(str(n), d, []) for n, d in enumerate(delays))))
        await show.sleep(1)

    show.loop.run(main())
    return {"now": show.loop.now, "diary": sorted(what for _, what in show.diary if "cancelled" in what)}
