"""Coroutines yield requests, which the loop answers: sleep, join, who is my loop. One timer is taken at a time."""

import types
from bisect import insort
from collections import deque


class Cancelled(BaseException):
    pass


@types.coroutine
def request(*words):
    answer = yield words
    return answer


async def sleep(delay):
    return await request("sleep", delay)


async def gather(*coroutines):
    loop = await request("loop")
    if not coroutines:
        return []
    results, failures = {}, []
    parent = await request("task")

    async def child(number, coroutine):
        try:
            results[number] = await coroutine
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            if len(results) + len(failures) == len(coroutines) and ("gather", parent) in loop.parked:
                loop.parked.remove(("gather", parent))
                loop.make_ready(parent)

    for number, coroutine in enumerate(coroutines):
        loop.spawn(child(number, coroutine))
    await request("park", "gather")
    if failures:
        raise failures[0]
    return [results[number] for number in range(len(coroutines))]


class Task:
    def __init__(self, coroutine, loop):
        self._coroutine, self._loop = coroutine, loop
        self._state = "pending"
        self._outcome = None
        self._joiners = []
        self._cancel_requested = False

    def done(self):
        return self._state != "pending"

    def result(self):
        if self._state == "pending":
            raise LookupError("still running")
        if self._state == "raised":
            raise self._outcome
        return self._outcome

    def cancel(self):
        if self.done():
            return False
        self._cancel_requested = True
        self._loop.forget(self)
        self._loop.make_ready(self)
        return True

    def __await__(self):
        return self._join().__await__()

    async def _join(self):
        if not self.done():
            await request("join", self)
        return self.result()


class Loop:
    def __init__(self):
        self.now = 0.0
        self.ready = deque()
        self.timers = []
        self.parked = []
        self.set_timers = 0
        self.everybody = []

    def make_ready(self, task, value=None):
        if not any(task is other for other, _ in self.ready):
            self.ready.append((task, value))

    def forget(self, task):
        """Whatever the task waits for, it does so no longer."""
        self.timers = [timer for timer in self.timers if timer[2] is not task]
        self.parked = [entry for entry in self.parked if entry[1] is not task]
        for other in self.everybody:
            other._joiners = [joiner for joiner in other._joiners if joiner is not task]

    def spawn(self, coroutine):
        task = Task(coroutine, self)
        self.everybody.append(task)
        self.make_ready(task)
        return task

    def run(self, coroutine):
        main = self.spawn(coroutine)
        while not main.done():
            self.once()
        rest = [task for task in self.everybody if not task.done()]
        for task in rest:
            task.cancel()
        while not all(task.done() for task in rest):
            self.once()
        return main.result()

    def once(self):
        if not self.ready:
            self.now, _, task = self.timers.pop(0)
            self.make_ready(task)
        task, value = self.ready.popleft()
        try:
            if task._cancel_requested:
                task._cancel_requested = False
                words = task._coroutine.throw(Cancelled)
            else:
                words = task._coroutine.send(value)
        except StopIteration as end:
            self.over(task, "returned", end.value)
        except BaseException as error:
            self.over(task, "raised", error)
        else:
            getattr(self, "do_" + words[0])(task, *words[1:])

    def over(self, task, state, outcome):
        task._state, task._outcome = state, outcome
        self.everybody.remove(task)
        for joiner in task._joiners:
            self.make_ready(joiner)

    def do_sleep(self, task, delay):
        if not delay:
            self.make_ready(task)
        else:
            self.set_timers += 1
            insort(self.timers, (self.now + delay, self.set_timers, task))

    def do_join(self, task, other):
        other._joiners.append(task)

    def do_park(self, task, why):
        self.parked.append((why, task))

    def do_loop(self, task):
        self.ready.append((task, self))

    def do_task(self, task):
        self.ready.append((task, task))
