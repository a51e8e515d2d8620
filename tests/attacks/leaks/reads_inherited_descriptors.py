"""Reads every descriptor that was left open, from the start.

Tries: leak
Exercise: 01_yield
Earns: nothing
Seen: 0: file of 0 bytes ... socket refused ... pipe refused
"""

import os
import stat


def look(number):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        return ""
    if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode):
        os.set_blocking(number, False)
        try:
            return f"{'socket' if stat.S_ISSOCK(mode) else 'pipe'} {os.read(number, 4096)!r}"
        except OSError as error:
            return f"{'socket' if stat.S_ISSOCK(mode) else 'pipe'} refused {type(error).__name__}"
        finally:
            os.set_blocking(number, True)
    try:
        os.lseek(number, 0, os.SEEK_SET)
        data = os.read(number, 4096)
    except OSError as error:
        return f"refused {type(error).__name__}"
    return f"file of {len(data)} bytes {data!r}"


SEEN = [f"{number}: {text}" for number in range(1100) if (text := look(number))]


def foo():
    raise LookupError("; ".join(SEEN))


def count_up(start, stop=None):
    raise LookupError("; ".join(SEEN))


def running_total(numbers):
    raise LookupError("; ".join(SEEN))
