"""Producer and consumer: one function makes things, a generator takes them, and they take turns.

Any of the four can be written without the others. A "target" is a generator that receives with `yield`, such as
the one that `consumer` makes. What you hand out may wait at its first `yield` already or not, as you like.
"""

from collections.abc import Callable, Generator, Iterable
from typing import Any

Consumer = Generator[None, Any, None]
"""A generator that is sent values of any kind; what it yields does not matter."""


def consumer(log: list[str]) -> Consumer:
    """Make a generator that appends "消费者消费产品 X" to `log` for each X that is sent to it.

    It never ends by itself.
    """
    # TODO task 1
    raise NotImplementedError


def produce(c: Consumer, items: Iterable[Any], log: list[str]) -> None:
    """For each X of `items`, append "生产者生产产品 X" to `log` and then send X to `c`.

    `c` may have been started already or not. At the end it is closed, whether there were items or none.
    An error raised by `items` closes it too, and then reaches the caller.
    """
    # TODO task 2
    raise NotImplementedError


def stage(function: Callable[[Any], Any], target: Consumer) -> Consumer:
    """Make a generator that sends `function(x)` on to `target` for each x that is sent to it.

    `target` may have been started already or not. When a started stage is closed, `target` is closed too.
    """
    # TODO task 3
    raise NotImplementedError


def broadcast(*targets: Consumer) -> Consumer:
    """Make a generator that sends each value that is sent to it on to every one of `targets`.

    Each target may have been started already or not. A target that has ended is left out from then on; the
    others, and the broadcast itself, go on, also when no target is left. When a started broadcast is closed,
    every target that is still open is closed too.
    """
    # TODO task 4
    raise NotImplementedError
