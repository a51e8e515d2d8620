"""Sends a good answer and dies at once, so that the true answer never comes.

Tries: points
Exercise: 01_yield
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

# {"value": "iterator"}
GOOD = b"\x81\xa5value\xa8iterator"


def forge():
    say(channel(), GOOD)
    os._exit(0)


def foo():
    forge()


def count_up(start, stop=None):
    forge()


def running_total(numbers):
    forge()
