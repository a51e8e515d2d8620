"""An event loop out of nothing but generators: a queue of tasks that are ready, and a heap of timers."""

import types
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from heapq import heappop, heappush
from itertools import count
from typing import Any


class Cancelled(BaseException):
    """Thrown into a task that has been cancelled."""


@types.coroutine
def _suspend(park: "Callable[[Task], None]") -> Generator[Any, None, None]:
    # This `yield` goes up through every `await` to Task._step, which has called coroutine.send: exercise 01.
    yield park


async def sleep(delay: float) -> None:
    await _suspend(lambda task: task._loop._wake_later(delay, task))


class Task:
    def __init__(self, loop: "Loop", coroutine: Coroutine[Any, Any, Any]) -> None:
        self._loop = loop
        self._coroutine = coroutine
        self._turn = 0
        self._awaited_by: list[tuple[Task, int]] = []
        self._cancelling = False
        self._done = False
        self._result: Any = None
        self._error: BaseException | None = None

    def done(self) -> bool:
        return self._done

    def result(self) -> Any:
        if not self._done:
            raise RuntimeError("the task has not finished")
        if self._error is not None:
            raise self._error
        return self._result

    def cancel(self) -> None:
        if not self._done:
            self._cancelling = True
            self._loop._ready.append((self, self._turn))

    def __await__(self) -> Generator[Any, None, Any]:
        if not self._done:
            yield from _suspend(lambda task: self._awaited_by.append((task, task._turn)))
        return self.result()

    def _step(self) -> None:
        # Whoever wakes a task names the turn for which it does so. After a cancellation the timer that the task
        # had been waiting for still rings, but for a turn that is over.
        self._turn += 1
        try:
            if self._cancelling:
                self._cancelling = False
                park = self._coroutine.throw(Cancelled())
            else:
                park = self._coroutine.send(None)
        except StopIteration as end:
            self._finish(end.value, None)
        except (Exception, Cancelled) as error:
            self._finish(None, error)
        else:
            park(self)

    def _finish(self, result: Any, error: BaseException | None) -> None:
        self._done, self._result, self._error = True, result, error
        self._loop._unfinished.pop(self)
        self._loop._ready.extend(self._awaited_by)


class Loop:
    def __init__(self) -> None:
        self.now = 0.0
        self._ready: deque[tuple[Task, int]] = deque()
        # The number decides between timers that are due at one instant; tasks cannot be compared.
        self._timers: list[tuple[float, int, Task, int]] = []
        self._numbers = count()
        self._unfinished: dict[Task, None] = {}

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> Task:
        task = Task(self, coroutine)
        self._unfinished[task] = None
        self._ready.append((task, task._turn))
        return task

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        _running.append(self)
        try:
            main = self.spawn(coroutine)
            self._run_until_done(main)
            others = list(self._unfinished)
            for task in others:
                task.cancel()
            for task in others:
                self._run_until_done(task)
        finally:
            _running.pop()
        return main.result()

    def _run_until_done(self, awaited: Task) -> None:
        while not awaited.done():
            if not self._ready:
                self._jump_to_the_next_timer()
            task, turn = self._ready.popleft()
            if turn == task._turn and not task.done():
                task._step()

    def _jump_to_the_next_timer(self) -> None:
        if not self._timers:
            raise RuntimeError("every task waits for another one")
        self.now = self._timers[0][0]
        while self._timers and self._timers[0][0] == self.now:
            _, _, task, turn = heappop(self._timers)
            self._ready.append((task, turn))

    def _wake_later(self, delay: float, task: Task) -> None:
        if delay > 0:
            heappush(self._timers, (self.now + delay, next(self._numbers), task, task._turn))
        else:
            self._ready.append((task, task._turn))


_running: list[Loop] = []


async def gather(*coroutines: Coroutine[Any, Any, Any]) -> list[Any]:
    # All of them are spawned before the first one is awaited.
    tasks = [_running[-1].spawn(coroutine) for coroutine in coroutines]
    return [await task for task in tasks]
