"""One thread cannot use two cores: let coroutines and processes work together.

The two functions are yours. Either can be written without the other.
"""

from collections.abc import Callable, Coroutine
from typing import Any


async def spread(function: Callable[[Any], Any], inputs: list[Any], workers: int) -> list[Any]:
    """Call `function(x)` for each x of `inputs` in other processes, up to `workers` calls at a time.

    Returns the results in the order of `inputs`. The event loop goes on meanwhile. An exception that a call
    raises comes out of `spread`. No process is left when `spread` is over.
    """
    # TODO task 1
    raise NotImplementedError


def run_in_processes(main: Callable[[Any], Coroutine[Any, Any, Any]], batches: list[Any]) -> list[Any]:
    """Run `main(batch)` for each batch in a process of its own, in an event loop of its own, all at the same time.

    Returns the results in the order of `batches`. If one of them raises an exception, it is raised here, once
    all have ended.
    """
    # TODO task 2
    raise NotImplementedError
