"""Sends the judge an answer of its own on every descriptor, before the worker's true one.

Tries: points
Exercise: 01_yield
Earns: nothing
Flags: any
"""

import os
import struct


def packed(value):
    if value is None:
        return b"\xc0"
    if isinstance(value, str):
        return struct.pack(">BB", 0xD9, len(value)) + value.encode()
    if isinstance(value, float):
        return struct.pack(">Bd", 0xCB, value)
    if isinstance(value, int):
        return struct.pack(">Bq", 0xD3, value)
    if isinstance(value, dict):
        items = b"".join(packed(key) + packed(item) for key, item in value.items())
        return struct.pack(">BI", 0xDF, len(value)) + items
    return struct.pack(">BI", 0xDD, len(value)) + b"".join(map(packed, value))


def forge(value, output=""):
    payload = packed({"value": value, "output": output, "elapsed": 0.0})
    for number in range(3, 64):
        try:
            os.write(number, len(payload).to_bytes(4, "big") + payload)
        except OSError:
            pass


def foo():
    forge("iterator")


def count_up(start, stop=None):
    forge(["list", list(range(start, start + 4))])


def running_total(numbers):
    forge("iterator")
