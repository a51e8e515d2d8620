"""An error in the clean-up of another task comes out of `run`.

Fails: task 4
Says: What `run` gave at the end was not the main coroutine's result or error.
"""

import types
from collections import deque
from heapq import heappop, heappush
from itertools import count

running = []


class Cancelled(BaseException):
    pass


@types.coroutine
def suspend(park):
    yield park


async def sleep(delay):
    await suspend(lambda task: task.loop.wake_later(delay, task))


class Task:
    def __init__(self, loop, coroutine):
        self.loop = loop
        self.coroutine = coroutine
        self.turn = 0
        self.waiters = []
        self.cancelling = False
        self.ended = False
        self.value = None
        self.error = None

    def done(self):
        return self.ended

    def result(self):
        if not self.ended:
            raise RuntimeError("not finished")
        if self.error is not None:
            raise self.error
        return self.value

    def cancel(self):
        if not self.ended:
            self.cancelling = True
            self.loop.ready.append((self, self.turn))

    def __await__(self):
        if not self.ended:
            yield lambda task: self.waiters.append((task, task.turn))
        return self.result()

    def step(self):
        self.turn += 1
        try:
            if self.cancelling:
                self.cancelling = False
                park = self.coroutine.throw(Cancelled())
            else:
                park = self.coroutine.send(None)
        except StopIteration as stop:
            self.finish(stop.value, None)
        except BaseException as error:
            self.finish(None, error)
        else:
            park(self)

    def finish(self, value, error):
        self.ended = True
        self.value = value
        self.error = error
        self.loop.tasks.remove(self)
        self.loop.ready.extend(self.waiters)


class Loop:
    def __init__(self):
        self.now = 0.0
        self.ready = deque()
        self.timers = []
        self.numbers = count()
        self.tasks = []

    def spawn(self, coroutine):
        task = Task(self, coroutine)
        self.tasks.append(task)
        self.ready.append((task, task.turn))
        return task

    def run(self, coroutine):
        running.append(self)
        main = self.spawn(coroutine)
        try:
            self.run_until([main])
            others = list(self.tasks)
            for task in others:
                task.cancel()
            self.run_until(others)
            for task in others:
                if isinstance(task.error, Exception):
                    raise task.error
        finally:
            running.pop()
        return main.result()

    def run_until(self, awaited):
        while not all(task.ended for task in awaited):
            if not self.ready:
                self.now = self.timers[0][0]
            while self.timers and self.timers[0][0] <= self.now:
                when, number, task, turn = heappop(self.timers)
                self.ready.append((task, turn))
            task, turn = self.ready.popleft()
            if turn == task.turn and not task.ended:
                task.step()

    def wake_later(self, delay, task):
        if delay > 0:
            heappush(self.timers, (self.now + delay, next(self.numbers), task, task.turn))
        else:
            self.ready.append((task, task.turn))


async def gather(*coroutines):
    tasks = [running[-1].spawn(coroutine) for coroutine in coroutines]
    return [await task for task in tasks]
