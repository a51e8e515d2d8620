"""Shuts the channel down for writing, and swaps it for another that leads nowhere.

Tries: denial
Exercise: 01_yield
Earns: nothing
Seen: The program ended itself
"""

import os
import socket
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
    number = channel()
    os.dup2(os.open("/dev/null", os.O_RDWR), number)


def count_up(start, stop=None):
    number = channel()
    one, _ = socket.socketpair()
    os.dup2(one.fileno(), number)
    os._exit(0)


def running_total(numbers):
    os.close(channel())
