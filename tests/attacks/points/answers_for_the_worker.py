"""Takes the worker's place: reads each request from the channel and answers it, running nothing.

Tries: points
Exercise: 10_concurrency
Earns: nothing
Flags: any
"""

import os
import stat


def channel():
    """The descriptor on which the judge asks."""
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                return number
        except OSError:
            pass
    raise SystemExit("no channel")


def say(number, payload):
    """Send a frame."""
    data = memoryview(len(payload).to_bytes(4, "big") + payload)
    while data:
        data = data[os.write(number, data) :]

def next_request(number):
    import msgspec

    def exactly(size):
        data = b""
        while len(data) < size:
            data += os.read(number, size - len(data))
        return data

    return msgspec.msgpack.decode(exactly(int.from_bytes(exactly(4), "big")))


def answer(number, request, name, delays):
    import msgspec

    texts = ["list", [f"Done after {delay}s" for delay in delays]]
    last = float(max(delays, default=0))
    value, elapsed = {
        "run_all": (texts, last),
        "first_done": (texts[1][delays.index(min(delays))] if delays else None, float(min(delays, default=0))),
        "as_they_finish": (["list", [f"Done after {delay}s" for delay in sorted(delays)]], last),
        "times_of_as_they_finish": (["list", sorted(delays)], last),
        "what_as_they_finish_gives": ("async iterator", 1.0),
        "left_by_first_done": (["list", []], 1.0),
        "left_by_at_most": (["list", []], 1.0),
        "waits_of_run_all": (["list", [["tuple", [0, delay]] for delay in delays]], last),
        "waits_of_first_done": (["list", [["tuple", [0, delay]] for delay in delays]], last),
    }.get(name, (None, 0.0))
    said = {**request, "value": value, "elapsed": elapsed}
    for key in ("scenario", "arguments", "seed"):
        said.pop(key, None)
    say(number, msgspec.msgpack.encode(said))


def serve(first, delays):
    number = channel()
    answer(number, {}, first, delays)
    while True:
        request = next_request(number)
        arguments = request.get("arguments", ["tuple", []])[1]
        given = arguments[-1][1] if arguments and isinstance(arguments[-1], list) else []
        answer(number, request, request.get("scenario", ""), given)


async def run_all(delays):
    serve("run_all", delays)


async def first_done(delays):
    serve("first_done", delays)


async def as_they_finish(delays):
    serve("as_they_finish", delays)
    yield


async def at_most(limit, delays):
    serve("at_most", delays)
