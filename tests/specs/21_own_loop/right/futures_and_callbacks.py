"""In the style of asyncio: the loop knows callbacks only, and a Task is a Future that steps its coroutine."""

import collections
import heapq

current_loop = None


class Cancelled(BaseException):
    pass


class Handle:
    def __init__(self, callback, arguments):
        self.callback, self.arguments, self.off = callback, arguments, False

    def cancel(self):
        self.off = True


class Future:
    def __init__(self, loop):
        self.loop = loop
        self.callbacks = []
        self.finished = False
        self.value = self.failure = None

    def done(self):
        return self.finished

    def result(self):
        if not self.finished:
            raise RuntimeError("no result yet")
        if self.failure is not None:
            raise self.failure.with_traceback(None)
        return self.value

    def finish(self, value=None, failure=None):
        if self.finished:
            return
        self.finished, self.value, self.failure = True, value, failure
        for callback in self.callbacks:
            self.loop.call_soon(callback)
        self.callbacks.clear()

    def __await__(self):
        if not self.finished:
            yield self
        return self.result()


class Task(Future):
    def __init__(self, loop, coroutine):
        super().__init__(loop)
        self.coroutine = coroutine
        self.blocked_on = None
        self.to_throw = None
        self.first = loop.call_soon(self.step)

    def step(self):
        if self.finished:
            return
        self.blocked_on = None
        error, self.to_throw = self.to_throw, None
        try:
            future = self.coroutine.throw(error) if error else self.coroutine.send(None)
        except StopIteration as end:
            self.loop.alive.remove(self)
            self.finish(end.value)
        except (Exception, Cancelled) as failure:
            self.loop.alive.remove(self)
            self.finish(failure=failure)
        else:
            if future is None:
                self.loop.call_soon(self.step)
                return
            self.blocked_on = future
            future.callbacks.append(self.step)

    def cancel(self):
        if self.finished or self.to_throw:
            return
        self.to_throw = Cancelled()
        if self.blocked_on is not None:
            if self.step in self.blocked_on.callbacks:
                self.blocked_on.callbacks.remove(self.step)
                self.loop.call_soon(self.step)


class Loop:
    def __init__(self):
        self.now = 0.0
        self.soon = collections.deque()
        self.later = []
        self.alive = []

    def call_soon(self, callback, *arguments):
        handle = Handle(callback, arguments)
        self.soon.append(handle)
        return handle

    def call_later(self, delay, callback, *arguments):
        handle = Handle(callback, arguments)
        heapq.heappush(self.later, (self.now + delay, len(self.later) + self.count(), handle))
        return handle

    made = 0

    def count(self):
        self.made += 1_000_000
        return self.made

    def spawn(self, coroutine):
        task = Task(self, coroutine)
        self.alive.append(task)
        return task

    def run(self, coroutine):
        global current_loop
        current_loop, outer = self, current_loop
        try:
            main = self.spawn(coroutine)
            self.until([main])
            rest = list(self.alive)
            for task in rest:
                task.cancel()
            self.until(rest)
        finally:
            current_loop = outer
        return main.result()

    def until(self, tasks):
        while not all(task.finished for task in tasks):
            while not self.soon:
                self.now = self.later[0][0]
                while self.later and self.later[0][0] <= self.now:
                    handle = heapq.heappop(self.later)[2]
                    if not handle.off:
                        self.soon.append(handle)
            handle = self.soon.popleft()
            handle.callback(*handle.arguments)


class Turn:
    def __await__(self):
        yield None


async def sleep(delay):
    if delay <= 0:
        await Turn()
        return
    future = Future(current_loop)
    timer = current_loop.call_later(delay, future.finish)
    try:
        await future
    finally:
        timer.cancel()


async def gather(*coroutines):
    tasks = [current_loop.spawn(coroutine) for coroutine in coroutines]
    everything = Future(current_loop)

    def look():
        if all(task.finished for task in tasks):
            everything.finish()

    for task in tasks:
        task.callbacks.append(look)
    look()
    await everything
    return [task.result() for task in tasks]
