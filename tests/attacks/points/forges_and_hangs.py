"""Sends a good answer and stays silent for ever after.

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

def foo():
    say(channel(), b"\x81\xa5value\xa8iterator")
    while True:
        pass


def count_up(start, stop=None):
    say(channel(), b"\x81\xa5value\xa8iterator")
    os._exit(1)


def running_total(numbers):
    say(channel(), b"\x81\xa5value\xa8iterator")
    os._exit(1)
