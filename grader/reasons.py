"""What a beginner may not know when a program gave no value, and needs to know then: why, and what to do. Pure.

The sentence that says what happened is made in `grader.failures`.
"""

from __future__ import annotations

import re

from grader.language import Sentence, say
from grader.observation import Failure, Trouble

_USES = (
    (re.compile(r"'(\w+)' object is not an iterator"), "`next()`"),
    (re.compile(r"'(\w+)' object is not an async iterator"), "`anext()`"),
    (re.compile(r"'(\w+)' object has no attribute '(?:send|throw|close)'"), "`send()`"),
    (re.compile(r"object (\w+) can't be used in 'await' expression"), "`await`"),
    (re.compile(r"'(\w+)' object can't be awaited"), "`await`"),
    (re.compile(r"a coroutine was expected, got <?(\w+)"), "`asyncio.run()`"),
    (re.compile(r"'async for' requires an object with __aiter__ method, got (\w+)"), "`async for`"),
    (re.compile(r"'(\w+)' object is not iterable"), "`for`"),
)
"""What Python says of a thing that is used as something that it is not."""


def reasons_of(failure: Failure) -> list[Sentence]:
    """What a beginner may not know, and needs to know here; often there is nothing of the kind."""
    if failure.trouble is Trouble.FORBIDDEN:
        return [
            say(
                "Time is virtual here: whatever is real would be waited for in vain, and no task asks for it."
            )
        ]
    if failure.trouble is Trouble.MISUSED:
        kind, use = kind_and_use(failure.message)
        return [reason] if (reason := _reason_of_kind(kind, use)) else []
    if failure.type == "RuntimeError" and "running event loop" in failure.message:
        return [say("A loop runs already: inside `async def`, use `await`.")]
    return []


def advice_on(failure: Failure) -> list[Sentence]:
    """What to do about it, where that is not for the task to say."""
    if failure.trouble is Trouble.NOT_UTF8:
        return [say("Choose UTF-8 as the encoding in your editor, and save the file again.")]
    if asks_for_input(failure):
        return [
            say("Nobody is here to answer `input()`: take the value as an argument, or leave the line out.")
        ]
    return []


def asks_for_input(failure: Failure) -> bool:
    """Whether the program called `input()`, or read what nobody types."""
    return (failure.type, failure.message) == ("EOFError", "EOF when reading a line") or (
        failure.type == "OSError" and "reading from stdin" in failure.message
    )


def kind_and_use(message: str) -> tuple[str, str]:
    """The type that a thing turned out to have, and what it cannot be used for; both empty where that is not said."""
    for pattern, use in _USES:
        found = pattern.search(message)
        if found:
            return found[1], use
    return "", ""


def _reason_of_kind(kind: str, use: str) -> Sentence | None:
    if use in ("`next()`", "`send()`", "`for`"):
        return {
            "NoneType": say("A function gives None where it has neither a `return` nor a `yield`."),
            "coroutine": say(
                "`async def` makes a coroutine; a generator is made by `def` with a `yield` in it."
            ),
            "async_generator": say(
                "`async def` with a `yield` makes an async generator; a plain one is made by `def`."
            ),
        }.get(kind)
    plain = say("Only an `async def` can be awaited: a plain function is over at the call.")
    return {
        "NoneType": plain,
        "generator": say(
            "`def` with a `yield` makes a generator; what can be awaited is made by `async def`."
        ),
        "async_generator": say(
            "An `async def` with a `yield` in it is an async generator: it is read by `async for`."
        ),
        "coroutine": say(
            "A coroutine is awaited; only an `async def` with a `yield` is read by `async for`."
        ),
    }.get(kind, plain if use == "`await`" else None)
