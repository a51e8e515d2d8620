"""Reads the judge's next requests from the channel, to know what it will be asked.

Tries: leak
Exercise: 01_yield
Earns: nothing
Seen: nothing more was asked
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

def listen():
    number = channel()
    os.set_blocking(number, False)
    try:
        return f"asked {os.read(number, 4096)!r}"
    except BlockingIOError:
        return "nothing more was asked"
    finally:
        os.set_blocking(number, True)


def foo():
    raise LookupError(listen())


def count_up(start, stop=None):
    raise LookupError(listen())


def running_total(numbers):
    raise LookupError(listen())
