"""No queue and no heap: each task knows since when and until when it waits, and the loop looks for the next one."""

import types


class Cancelled(BaseException):
    pass


@types.coroutine
def tell(wait):
    return (yield wait)


def sleep(delay):
    return tell(lambda task: task.wait(task.loop.now + delay))


async def gather(*coroutines):
    loop = (await tell(lambda task: task.wait(task.loop.now))).loop
    tasks = list(map(loop.spawn, coroutines))
    return [await task for task in tasks]


class Task:
    def __init__(self, loop, coroutine):
        self.loop, self.coroutine = loop, coroutine
        self.outcome = None
        self.cancelling = self.begun = False
        self.wait(loop.now)

    def wait(self, until, of=None):
        """Wait until a time, or, where that is None, for the end of a task."""
        self.until, self.of, self.since = until, of, self.loop.stamp()

    def due(self):
        """(when, since) of its next turn; None while another task keeps it waiting."""
        return None if self.until is None else (self.until, self.since)

    def done(self):
        return self.outcome is not None

    def result(self):
        kind, what = self.outcome
        if kind == "error":
            raise what
        return what

    def cancel(self):
        if not self.done():
            ready = self.until is not None and self.until <= self.loop.now
            self.cancelling = True
            if not ready:
                self.wait(self.loop.now)

    def __await__(self):
        if not self.done():
            yield from tell(lambda task: task.wait(None, self))
        return self.result()


class Loop:
    def __init__(self):
        self.now = 0.0
        self.stamps = 0
        self.tasks = []

    def stamp(self):
        self.stamps += 1
        return self.stamps

    def spawn(self, coroutine):
        self.tasks.append(Task(self, coroutine))
        return self.tasks[-1]

    def run(self, coroutine):
        main = self.spawn(coroutine)
        self.run_until([main])
        for task in (others := [task for task in self.tasks if task is not main]):
            task.cancel()
        self.run_until(others)
        return main.result()

    def run_until(self, awaited):
        while not all(task.done() for task in awaited):
            self.turn(min((task for task in self.tasks if task.due()), key=Task.due))

    def turn(self, task):
        self.now = max(self.now, task.until)
        try:
            if task.cancelling:
                task.cancelling = False
                wait = task.coroutine.throw(Cancelled())
            else:
                wait = task.coroutine.send(task if task.begun else None)
        except StopIteration as end:
            self.end(task, ("value", end.value))
        except BaseException as error:
            self.end(task, ("error", error))
        else:
            task.begun = True
            wait(task)

    def end(self, task, outcome):
        task.outcome = outcome
        self.tasks.remove(task)
        for other in self.tasks:
            if other.of is task:
                other.wait(self.now)
