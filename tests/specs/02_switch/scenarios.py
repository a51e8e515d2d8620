"""What is done with a submission of 02_switch, and what is written down of it. No answer stands here.

A and B are also tried each with a partner from this file, so that a fault in one does not show in the other.
"""

from __future__ import annotations

import inspect
import threading

from grader.specs import scenario

ENOUGH = 10_000
"""Lines or values after which a program is stopped that goes round without an end: no check asks for as many."""


class Endless(BaseException):
    """More was written than anybody asked for. No `Exception`, so that a learner's `except` lets it pass."""


class Trouble(Exception):
    """What is thrown into a generator."""


class Log(list):
    """A list that an endless program cannot fill. Who writes is noted, but not on the list: it is the program's."""

    def __init__(self, lines=()):
        super().__init__(lines)
        _writers[id(self)] = []

    def append(self, *line):
        if len(self) >= ENOUGH:
            raise Endless
        _writers[id(self)].append(threading.get_ident())
        super().append(*line)


_writers: dict[int, list[int]] = {}
"""The threads in which each log was written to."""


def strangers(log):
    """How many lines were written in another thread."""
    return sum(writer != threading.get_ident() for writer in _writers[id(log)])


def kind(thing):
    """`"generator"` where next() and send() work, `"iterator"` where next() does, else the name of the type."""
    if not hasattr(type(thing), "__next__"):
        return type(thing).__name__
    return "generator" if hasattr(thing, "send") and hasattr(thing, "throw") else "iterator"


# --- task 1 -------------------------------------------------------------------------------------------------


@scenario(call="A(log)")
def call_A(submission):
    log = Log()
    given = submission.A(log)
    return {"kind": kind(given), "log": list(log)}


@scenario(call="a = A(log); [next(a) for _ in range({1})]  # log: {0!r}")
def advance_A(submission, before, times):
    """`growth`: how many lines there are more after each `next`; it is shorter than `times` where A ended."""
    log = Log(before)
    a = submission.A(log)
    growth = []
    try:
        for _ in range(times):
            next(a)
            growth.append(len(log) - len(before))
    except StopIteration:
        pass
    return {"log": list(log), "growth": growth, "strangers": strangers(log)}


@scenario(call="a, b = A(log_a), A(log_b); next(a); next(b); ... {0} times in turn")
def two_As(submission, times):
    logs = Log(), Log()
    both = [submission.A(log) for log in logs]
    for _ in range(times):
        for a in both:
            next(a, None)
    return [list(log) for log in logs]


@scenario(call="B(log, a, rounds) for rounds in {1!r}  # log: {0!r}; each next(a) appends {2!r}")
def use_B(submission, before, calls, line):
    """`a` is of this file; its last line shows the state in which B left it."""
    log = Log(before)
    advanced = 0

    def partner():
        nonlocal advanced
        while True:
            advanced += 1
            log.append(line)
            yield

    a = partner()
    seen = {"only_made": False, "endless": False, "ended": False}
    try:
        for rounds in calls:
            given = submission.B(log, a, rounds)
            seen["only_made"] |= inspect.isgenerator(given) or inspect.iscoroutine(given)
            if inspect.iscoroutine(given):
                given.close()
    except Endless:
        seen["endless"] = True
    except StopIteration:
        seen["ended"] = True
    seen |= {"advanced": advanced, "strangers": strangers(log)}
    return seen | {"log": list(log), "closed": inspect.getgeneratorstate(a) == inspect.GEN_CLOSED}


@scenario(call="a = A(log); B(log, a, rounds) for rounds in {0!r}")
def switch(submission, calls):
    log = Log()
    a = submission.A(log)
    for rounds in calls:
        submission.B(log, a, rounds)
    return list(log)


# --- task 2 -------------------------------------------------------------------------------------------------


@scenario(call="take_turns(*generators)")
def call_take_turns(submission):
    return kind(submission.take_turns(*(recorded(name, [1, 2], Log()) for name in "xy")))


@scenario(call="list(take_turns(*generators))  # generators that give {0!r}")
def turns(submission, plans):
    """Everything that comes out, but no more than there is and a few."""
    given = submission.take_turns(*(iter_plain(plan) for plan in plans))
    values = []
    for _ in range(sum(map(len, plans)) + 5):
        try:
            values.append(next(given))
        except StopIteration:
            break
    return values


@scenario(call="turns = take_turns(*generators); next(turns); ... {1} times  # generators that give {0!r}")
def steps_of_turns(submission, plans, times):
    """Which generators were advanced by the call, by the first `next`, by the second, ... and in which thread."""
    log = Log()
    names = [str(place) for place, _ in enumerate(plans)]
    given = submission.take_turns(*(recorded(*item, log) for item in zip(names, plans, strict=True)))
    steps = [log.copy()]
    for _ in range(times):
        before = len(log)
        next(given, None)
        steps.append(log[before:])
    return {"steps": steps, "strangers": strangers(log)}


@scenario(call="turns = take_turns(*generators); next(turns); ... {1} times  # generators that repeat {0!r}")
def endless_turns(submission, plans, times):
    values = []
    try:
        given = submission.take_turns(*(repeating(plan) for plan in plans))
        for _ in range(times):
            values.append(next(given))
    except (Endless, StopIteration):
        pass
    return values


@scenario(call="p, q = take_turns(*some), take_turns(*others); next(p); next(q); ... in turn")
def two_take_turns(submission, plans, others):
    both = [submission.take_turns(*map(iter_plain, each)) for each in (plans, others)]
    values = [], []
    for _ in range(sum(map(len, plans)) + sum(map(len, others))):
        for given, taken in zip(both, values, strict=True):
            taken.extend([value for value in [next(given, Endless)] if value is not Endless])
    return list(values)


def iter_plain(plan):
    """A generator that gives what stands in plan."""
    yield from plan


def repeating(plan):
    """A generator that gives what stands in plan over and over."""
    for _ in range(ENOUGH):
        yield from plan
    raise Endless


def recorded(name, plan, log):
    """A generator that gives what stands in plan, and writes its name each time it is advanced."""
    for value in plan:
        log.append(name)
        yield value
    log.append(name)


# --- task 3 -------------------------------------------------------------------------------------------------

RUN = "d = delegate(*generators); next(d); then {1!r}"
GIVEN = "  # generators that give and return {0!r}"


@scenario(call="delegate(*generators)")
def call_delegate(submission):
    log = Log()
    given = submission.delegate(*(speaker(name, [1], None, {}, log) for name in "xy"))
    return {"kind": kind(given), "begun": list(log)}


@scenario(call=RUN + GIVEN)
def talk(submission, plans, said):
    """Answer each value: `said` holds ["send", x] and ["throw", text]."""
    return conversation(submission.delegate, plans, said)


@scenario(call="d = delegate(delegate(x, y), z); next(d); then {1!r}")
def talk_nested(submission, plans, said):
    """The first two generators go through a delegate of their own."""

    def nest(first, second, *more):
        return submission.delegate(submission.delegate(first, second), *more)

    return conversation(nest, plans, said)


@scenario(call="d = delegate(...); e = delegate(...); by turns next(d), next(e); d.send(x), e.send(y); ...")
def talk_in_turn(submission, plans, said, others, said_there):
    """Two delegates at once, with as much to say to each."""
    one = Conversation(submission.delegate, plans)
    other = Conversation(submission.delegate, others)
    for to_one, to_other in zip([["send", None], *said], [["send", None], *said_there], strict=True):
        one.say(*to_one)
        other.say(*to_other)
    return [one.seen, other.seen]


@scenario(call=RUN + "; d.throw(Trouble({2!r}))" + GIVEN)
def uncaught(submission, plans, said, text):
    """What came out of the delegate when an error was thrown through it, and what each generator was left as."""
    partner = Conversation(submission.delegate, plans, catching=False)
    for each in [["send", None], *said]:
        partner.say(*each)
    raised = None
    try:
        partner.delegate.throw(Trouble(text))
    except Trouble as error:
        raised = str(error)
    except StopIteration:
        raised = "StopIteration"
    return partner.seen | {"raised": raised, "states": partner.states()}


@scenario(call=RUN + "; d.close()" + GIVEN)
def closed(submission, plans, said):
    partner = Conversation(submission.delegate, plans)
    for each in [["send", None], *said]:
        partner.say(*each)
    ignored = False
    try:
        partner.delegate.close()
    except RuntimeError as error:
        if "ignored GeneratorExit" not in str(error):
            raise
        ignored = True
    return partner.seen | {"ignored": ignored, "states": partner.states()}


def conversation(make, plans, said):
    """Begin with next(), then say everything; gives what was seen."""
    talk = Conversation(make, plans)
    talk.say("send", None)
    for each in said:
        talk.say(*each)
    return talk.seen


class Conversation:
    """A delegate over speakers, and what came out at its end and went in at theirs."""

    def __init__(self, make, plans, catching=True):
        names = [str(place) for place, _ in enumerate(plans)]
        self.heard = {name: [] for name in names}
        self.log = Log()
        self.speakers = [
            speaker(name, values, result, self.heard, self.log, catching=catching)
            for name, (values, result) in zip(names, plans, strict=True)
        ]
        self.delegate = make(*self.speakers)
        self.seen = {
            "given": [],
            "heard": list(self.heard.values()),
            "steps": [],
            "ended": False,
            "returned": None,
        }

    def say(self, how, what):
        """Send a value in or throw an error; says nothing more once the delegate has ended."""
        if self.seen["ended"]:
            return
        before = len(self.log)
        try:
            if how == "throw":
                value = self.delegate.throw(Trouble(what))
            elif what is None:
                value = next(self.delegate)
            else:
                value = self.delegate.send(what)
            self.seen["given"].append(value)
        except StopIteration as end:
            self.seen |= {"ended": True, "returned": end.value}
        self.seen["steps"].append(self.log[before:])

    def states(self):
        return [inspect.getgeneratorstate(each) for each in self.speakers]


def speaker(name, values, result, heard, log, catching=True):
    """Give the values, keep what comes back for each, sent or thrown, and return the result."""
    log.append(name)
    for value in values:
        try:
            answer = yield value
        except Trouble as error:
            if not catching:
                raise
            answer = f"thrown: {error}"
        heard.setdefault(name, []).append(answer)
        log.append(name)
    return result
