"""A pipeline of generators: values are pushed in at one end, and each generator hands on what it received."""

import inspect
from collections.abc import Callable, Generator, Iterable
from typing import Any

Consumer = Generator[None, Any, None]


def consumer(log: list[str]) -> Consumer:
    while True:
        product = yield
        log.append(f"消费者消费产品 {product}")


def produce(c: Consumer, items: Iterable[Any], log: list[str]) -> None:
    # `finally` is the one place that is passed at the end, without any items, and after an error alike.
    try:
        _start(c)
        for item in items:
            log.append(f"生产者生产产品 {item}")
            c.send(item)
    finally:
        c.close()


def stage(function: Callable[[Any], Any], target: Consumer) -> Consumer:
    # close() raises GeneratorExit at the `yield`; `finally` runs on its way out.
    try:
        _start(target)
        while True:
            item = yield
            target.send(function(item))
    finally:
        target.close()


def broadcast(*targets: Consumer) -> Consumer:
    for target in targets:
        _start(target)
    still_open = list(targets)
    try:
        while True:
            item = yield
            # A copy: to remove from the list that one walks along is to skip a neighbour.
            for target in list(still_open):
                try:
                    target.send(item)
                except StopIteration:
                    still_open.remove(target)
    finally:
        for target in still_open:
            target.close()


def _start(generator: Consumer) -> None:
    """Advance a generator to its first `yield`, where it can receive; leave it if it is there already."""
    # Asking is safer than trying: a send(None) "to see what happens" would be received by one that has started.
    if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)
