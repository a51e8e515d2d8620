"""Sends frame after frame, asked or not.

Tries: denial
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
    for _ in range(200):
        say(channel(), b"\x81\xa5value\x04")


count_up = running_total = lambda *_: foo()
