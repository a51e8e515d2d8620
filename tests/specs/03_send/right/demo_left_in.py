"""The learner's own trial lines are left at the bottom, so that importing the module prints."""

from collections.abc import Callable, Generator
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made", bound=Generator[Any, Any, Any])


class Flush(Exception):
    """Thrown into a collector to ask for its list."""


def foo() -> Generator[int, Any, None]:
    """Hand out 4 at every step, for ever; print `res` and each value that is sent in."""
    print("starting...")
    while True:
        # One yield does both: it hands out 4, and on resumption it is what send() brought. A second yield in
        # the loop would receive, and lose, every other value.
        res = yield 4
        print("res", res)


def averager() -> Generator[float | None, float, None]:
    """Once primed, answer each number sent in with the mean of all numbers so far."""
    total, count = 0.0, 0
    mean = None
    while True:
        # The answer to one value goes out at the same yield that waits for the next.
        value = yield mean
        total += value
        count += 1
        mean = total / count


def primed(function: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """Decorate a generator function: the generators it makes are already at their first `yield`."""

    @wraps(function)  # keeps the name, the docstring and __wrapped__
    def make(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
        # No yield in here: it would make this function a generator too, and nothing would run at the call.
        generator = function(*args, **kwargs)
        next(generator)
        return generator

    return make


def collector() -> Generator[Any, Any, list[Any]]:
    """Store what is sent in, answer with the count; give the list on `Flush`, and return it at the end."""
    items: list[Any] = []
    answer: int | list[Any] = 0
    while True:
        # A single yield, so that Flush, GeneratorExit and values are met wherever the collector waits.
        try:
            item = yield answer
        except Flush:
            # A new list, not clear(): the caller keeps the old one.
            answer, items = items, []
        except GeneratorExit:
            # close() expects an end here: to yield again would be a RuntimeError.
            return items
        else:
            items.append(item)
            answer = len(items)


g = foo()
print(next(g))
print(g.send(10))
