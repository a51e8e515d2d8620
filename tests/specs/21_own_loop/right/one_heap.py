"""Everything stands in one heap, also what is ready: it is due now. The loop is found through a global."""

import heapq
import itertools

RUNNING = []


class Cancelled(BaseException):
    pass


class sleep:
    def __init__(self, delay):
        self.delay = delay

    def __await__(self):
        yield self.delay


class Task:
    def __init__(self, loop, coroutine):
        self.loop, self.coroutine = loop, coroutine
        self.entry = None
        self.waiters = []
        self.error = self.value = None
        self.over = False
        self.condemned = False

    def done(self):
        return self.over

    def result(self):
        if not self.over:
            raise Exception("not yet")
        if self.error:
            raise self.error
        return self.value

    def cancel(self):
        if not self.over and not self.condemned:
            self.condemned = True
            self.loop.schedule(self, 0)

    def __await__(self):
        while not self.over:
            yield self
        return self.result()


class Loop:
    def __init__(self):
        self.now = 0.0
        self.heap = []
        self.numbers = itertools.count()
        self.tasks = []

    def schedule(self, task, delay):
        # A task has one entry that counts: the last one.
        task.entry = next(self.numbers)
        heapq.heappush(self.heap, (self.now + delay, task.entry, task))

    def spawn(self, coroutine):
        task = Task(self, coroutine)
        self.tasks.append(task)
        self.schedule(task, 0)
        return task

    def run(self, coroutine):
        RUNNING.append(self)
        main = self.spawn(coroutine)
        try:
            self.work(lambda: main.over)
            left = [task for task in self.tasks if not task.over]
            for task in left:
                task.cancel()
            self.work(lambda: all(task.over for task in left))
        finally:
            RUNNING.pop()
        return main.result()

    def work(self, enough):
        while not enough():
            self.now, number, task = heapq.heappop(self.heap)
            if task.entry == number and not task.over:
                self.turn(task)

    def turn(self, task):
        task.entry = None
        try:
            if task.condemned:
                task.condemned = False
                wanted = task.coroutine.throw(Cancelled("cancelled"))
            else:
                wanted = task.coroutine.send(None)
        except StopIteration as stop:
            self.end(task, stop.value, None)
        except BaseException as error:
            self.end(task, None, error)
        else:
            if isinstance(wanted, Task):
                wanted.waiters.append(task)
            elif task.entry is None:
                self.schedule(task, wanted)

    def end(self, task, value, error):
        task.over, task.value, task.error = True, value, error
        self.tasks.remove(task)
        for waiter in task.waiters:
            if waiter.entry is None:
                self.schedule(waiter, 0)


async def gather(*coroutines):
    tasks = [RUNNING[-1].spawn(coroutine) for coroutine in coroutines]
    results = []
    for task in tasks:
        results.append(await task)
    return results
