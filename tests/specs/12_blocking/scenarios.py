"""What is done with a learner's `blocking.py`. Nothing is judged here: a scenario returns what it saw.

Where a scenario blocks the loop, it does so on purpose: the learner's heartbeat shall come late.
"""

from __future__ import annotations

import asyncio
import threading
import time
from contextvars import ContextVar

from grader.specs import scenario, stopwatch

GIVE_UP = 100
"""Seconds after which nobody waits for an answer any more."""
MOST_BEATS = 200
USER = ContextVar("USER", default="nobody")


# --- task 1: a heartbeat, and somebody who blocks the loop now and then ---------------------------------------


class TooManyBeats(BaseException):
    """Ends a heartbeat which would fill its log for ever."""


class Log(list):
    """A list that takes at most MOST_BEATS beats."""

    def append(self, beat):
        super().append(beat)
        if len(self) >= MOST_BEATS:
            raise TooManyBeats


@scenario(call="heartbeat(log, {0!r})  # for {1!r} seconds")
async def beats(submission, interval, seconds, wait=0):
    await asyncio.sleep(wait)
    return await beats_of(submission, interval, seconds)


@scenario(call="heartbeat(log, {0!r})  # for {1!r} seconds, with the loop blocked during {2!r}")
async def beats_when_blocked(submission, interval, seconds, blocks):
    await asyncio.sleep(0.375)
    return await beats_of(submission, interval, seconds, blocks)


@scenario(call="heartbeat(log, {0!r})  # and a look at the log at {1!r}")
async def beats_so_far(submission, interval, times):
    now, log, counts = stopwatch(), Log(), []
    task = asyncio.ensure_future(submission.heartbeat(log, interval))
    for moment in times:
        await asyncio.sleep(moment - now())
        counts.append(len(log))
    await stop(task)
    return counts


@scenario(call="heartbeat(log, interval)  # at the same time for the intervals {0!r}, for {1!r} seconds")
async def several_heartbeats(submission, intervals, seconds):
    return await asyncio.gather(*(beats_of(submission, interval, seconds) for interval in intervals))


@scenario(call="beating = create_task(heartbeat(log, {0!r})); await sleep({1!r}); beating.cancel()")
async def after_the_cancellation(submission, interval, seconds):
    log = Log()
    task = asyncio.ensure_future(submission.heartbeat(log, interval))
    await asyncio.sleep(seconds)
    beats = len(log)
    stopped = await stop(task)
    await asyncio.sleep(5 * interval)
    return {"beats": beats, "stopped": stopped, "beats afterwards": len(log) - beats}


async def beats_of(submission, interval, seconds, blocks=()):
    """Let a heartbeat beat for some seconds; the loop is blocked during the `blocks`, pairs of times."""
    now, since_start, log = stopwatch(), since_now(), Log()
    task = asyncio.ensure_future(submission.heartbeat(log, interval))
    for begin, end in blocks:
        await asyncio.sleep(begin - now())
        time.sleep(max(end - now(), 0))
    await asyncio.sleep(seconds - now())
    seen = {"beats": [since_start(beat) for beat in log], "end": end_of(task)}
    await stop(task)
    return seen


def end_of(task):
    """Whether a heartbeat goes on. An error of the learner's is raised here."""
    if not task.done():
        return "beats"
    if task.cancelled():
        return "ended"
    try:
        task.result()
    except TooManyBeats:
        return "never stops"
    return "ended"


async def stop(task):
    """Cancel a heartbeat; gives whether it has ended then."""
    task.cancel()
    await asyncio.wait([task], timeout=GIVE_UP)
    if task.done():
        end_of(task)
        return True
    task.get_coro().close()  # nothing else will end it
    task.cancel()
    await asyncio.wait([task])
    task.exception()
    return False


# --- task 2: functions that block -----------------------------------------------------------------------------


class Adder:
    """Has a method to call."""

    def add(self, *numbers):
        return sum(numbers)


class Mishap(OSError):
    """An exception of the scenarios' own."""


FUNCTIONS = {
    "divmod": divmod,
    "str.upper": str.upper,
    "adder.add": Adder().add,
    "lambda *args: args": lambda *args: args,
}
ERRORS = {"ValueError": ValueError, "TimeoutError": TimeoutError, "Mishap": Mishap}


@scenario(call="call_blocking({0}, *{1!r})")
async def call_blocking(submission, name, args):
    return await patiently(submission.call_blocking(FUNCTIONS[name], *args))


@scenario(call="[await call_blocking(function, *args) for function, args in {0!r}]")
async def call_each(submission, functions):
    return [await patiently(submission.call_blocking(FUNCTIONS[name], *args)) for name, args in functions]


@scenario(call="[await call_blocking(give) for each function in a list]")
async def results(submission, values):
    return [await patiently(submission.call_blocking(giving(value))) for value in values]


@scenario(call="await call_blocking(give_thing) is thing")
async def the_same_object(submission):
    things = [object(), ValueError("not raised"), [1, 2]]
    return [await patiently(submission.call_blocking(giving(thing))) is thing for thing in things]


@scenario(call="call_blocking(block_for, {0!r})")
async def others_meanwhile(submission, seconds, every, failing=False):
    now, seen = stopwatch(), {"ticks": [], "stopped the loop": False}

    def block_for(seconds):
        seen["stopped the loop"] = in_the_loop()
        time.sleep(seconds)
        if failing:
            raise Mishap("the disk is full")
        return "over"

    async def tick():
        while True:
            await asyncio.sleep(every)
            seen["ticks"].append(now())

    ticking = asyncio.create_task(tick())
    seen["gave"] = await outcome(submission.call_blocking(block_for, seconds))
    ticking.cancel()
    return seen


@scenario(call="call_blocking(fail)  # which raises each of {0!r}")
async def raised(submission, errors):
    def fail(error):
        raise error

    return [await outcome(submission.call_blocking(fail, ERRORS[name](message))) for name, message in errors]


@scenario(call="[await call_blocking(fail_or_double, value) for value in {0!r}]")
async def calls(submission, values, bad):
    made = []

    def fail_or_double(value):
        made.append(value)
        if value in bad:
            raise Mishap("the disk is full")
        return 2 * value

    gave = [await outcome(submission.call_blocking(fail_or_double, value)) for value in values]
    return {"calls": made, "gave": gave}


@scenario(call="gather(*[call_blocking(sleep_for, seconds) for seconds in {0!r}])")
async def at_the_same_time(submission, delays):
    def sleep_for(seconds):
        time.sleep(seconds)
        return f"slept {seconds}"

    return await asyncio.gather(*(patiently(submission.call_blocking(sleep_for, each)) for each in delays))


@scenario(call="USER.set(name); await call_blocking(USER.get)  # for each name in {0!r}")
async def users_one_by_one(submission, names):
    seen = []
    for name in names:
        USER.set(name)
        seen.append(await patiently(submission.call_blocking(USER.get)))
    return seen


@scenario(call="USER.set(name); await call_blocking(USER.get)  # in a task for each name in {0!r}")
async def users_at_the_same_time(submission, names):
    async def as_user(name):
        USER.set(name)
        return await patiently(submission.call_blocking(USER.get))

    return await asyncio.gather(*map(as_user, names))


def giving(thing):
    """A function without arguments that gives the thing."""
    return lambda: thing


async def patiently(awaitable):
    """What it gives; a text where it has given nothing after GIVE_UP seconds."""
    task = asyncio.ensure_future(awaitable)
    await asyncio.wait([task], timeout=GIVE_UP)
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait([task], timeout=GIVE_UP)
    return "never returned"


async def outcome(awaitable):
    """What it gives, or the name and the text of the error that it raises."""
    try:
        return ["gave", await patiently(awaitable)]
    except (ValueError, OSError, RuntimeError) as error:
        return [type(error).__name__, str(error.args[0]) if error.args else ""]


def in_the_loop():
    """Whether this thread runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


# --- task 3: numbers that notice whether the loop has run since the one before ---------------------------------


class OldSequence:
    """Can be iterated over only since it has `__getitem__`."""

    def __init__(self, numbers):
        self.numbers = list(numbers)

    def __getitem__(self, index):
        return self.numbers[index]


ITERABLES = {
    "iterator": iter,
    "dict": dict.fromkeys,
    "old sequence": OldSequence,
}


class Watched:
    """Numbers to take one by one. When one is taken, the loop has run or not since the one before was."""

    def __init__(self, numbers):
        self.numbers = numbers
        self.loop = asyncio.get_running_loop()
        self.home = threading.get_ident()
        self.ran = False
        self.marking = None
        self.added = 0
        self.added_before_the_first_turn = None
        self.turns_before = []
        self.turns_at_the_end = 0
        self.in_a_thread = False
        self.over = False

    def handed_over(self):
        """What a program is given to loop over. It has no attributes: none could lead to what is noted here."""
        watched = self

        class Addend(int):
            """A number that tells when it is added."""

            def __add__(self, other):
                watched.added += 1
                return int(self) + other

            __radd__ = __add__

        class Numbers:
            def __iter__(self):
                return watched.taken_as(Addend)

        return Numbers()

    def taken_as(self, kind):
        for taken, number in enumerate(self.numbers):
            self.look(taken)
            yield kind(number)
        if not self.in_a_thread:
            self.loop.call_soon(self.count_turn)

    def look(self, taken):
        if threading.get_ident() != self.home:
            self.in_a_thread = True
        elif taken == 0 or self.ran:
            if self.ran:
                self.turns_before.append(taken)
            self.ran = False
            self.marking = self.loop.create_task(self.mark())  # runs before whoever took this number goes on

    async def mark(self):
        self.ran = True
        if self.added_before_the_first_turn is None:
            self.added_before_the_first_turn = self.added

    def count_turn(self):
        self.turns_at_the_end += 1
        if not self.over and self.turns_at_the_end < 10:
            self.loop.call_soon(self.count_turn)

    async def crunched(self, submission, step):
        threads = set(threading.enumerate())
        try:
            total = await submission.crunch(self.handed_over(), step)
        finally:
            self.over = True
            if self.marking:
                await self.marking
        threads = set(threading.enumerate()) - threads
        return {
            "sum": total,
            "turns before": self.turns_before,
            "added before the first turn": self.added_before_the_first_turn,
            "turns at the end": self.turns_at_the_end,
            "thread": self.in_a_thread or bool(threads),
        }


@scenario
async def crunch(submission, numbers, step):
    return await submission.crunch(numbers, step)


@scenario(call="[await crunch(numbers, {1!r}) for numbers in {0!r}]")
async def sums(submission, lists, step):
    return [await submission.crunch(numbers, step) for numbers in lists]


@scenario(call="crunch(numbers, {2!r})  # numbers: {0} of {1!r}")
async def crunch_any(submission, kind, numbers, step):
    return await submission.crunch(ITERABLES[kind](numbers), step)


@scenario(call="crunch({0!r}, {1!r})")
async def turns(submission, numbers, step):
    return await Watched(numbers).crunched(submission, step)


@scenario(call="crunch(range({0!r}), {1!r})")
async def turns_of_many(submission, count, step):
    return await Watched(range(count)).crunched(submission, step)


@scenario(call="gather(*[crunch(numbers, step) for numbers, step in {0!r}])")
async def turns_at_the_same_time(submission, pairs):
    return await asyncio.gather(*(Watched(numbers).crunched(submission, step) for numbers, step in pairs))


@scenario(call="crunch(numbers, {2!r})  # numbers: {0!r}, then {1}")
async def numbers_that_fail(submission, numbers, message, step):
    def failing():
        yield from numbers
        raise Mishap(message)

    try:
        return ["gave", await submission.crunch(failing(), step)]
    except Mishap as error:
        return ["Mishap", str(error)]


def since_now():
    """A function that gives the seconds from now to a time of the loop, which a program has noted."""
    start = asyncio.get_running_loop().time()

    def seconds(moment):
        return round(moment - start, 6) if isinstance(moment, int | float) else type(moment).__name__

    return seconds
