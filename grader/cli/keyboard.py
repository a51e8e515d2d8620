"""Single keys from the terminal, without Enter: on POSIX and on Windows, and quietly nowhere else.

Neither `termios` nor `msvcrt` is imported before there is a terminal to read from.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_POLL = 0.05
"""Seconds after which it is looked whether keys are still wanted."""
CTRL_C = "\x03"


@contextmanager
def keys(pressed: Callable[[str], None]) -> Iterator[bool]:
    """Call `pressed`, on a thread, with each key while the block runs; gives whether there is a keyboard at all.

    Ctrl-C stays an interrupt where the terminal makes it one. Afterwards the terminal is as it was.
    """
    if not _has_keyboard():
        yield False
    elif sys.platform == "win32":
        with _reading(_windows_keys, pressed):
            yield True
    else:
        import termios  # noqa: PLC0415  (not on Windows)

        terminal = sys.stdin.fileno()
        saved = termios.tcgetattr(terminal)
        _one_by_one(terminal)
        try:
            with _reading(_posix_keys, pressed):
                yield True
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, saved)


def _has_keyboard() -> bool:
    """Whether a person sits at stdin; in the background of a shell, reading keys would stop the process."""
    try:
        if not sys.stdin.isatty():
            return False
        if sys.platform == "win32":
            return True
        import termios  # noqa: F401, PLC0415

        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, ImportError, OSError, ValueError):  # stdin may be None, closed, or no file at all
        return False


def _one_by_one(terminal: int) -> None:
    """Give keys as they are pressed, and do not show them."""
    import termios  # noqa: PLC0415

    modes = termios.tcgetattr(terminal)
    modes[3] &= ~(termios.ICANON | termios.ECHO)
    modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
    termios.tcsetattr(terminal, termios.TCSADRAIN, modes)


@contextmanager
def _reading(
    read: Callable[[Callable[[str], None], threading.Event], None], pressed: Callable[[str], None]
) -> Iterator[None]:
    enough = threading.Event()
    reader = threading.Thread(target=read, args=(pressed, enough), name="keyboard", daemon=True)
    reader.start()
    try:
        yield
    finally:
        enough.set()
        reader.join(1)


def _posix_keys(pressed: Callable[[str], None], enough: threading.Event) -> None:
    import select  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    while not enough.is_set():
        ready, _, _ = select.select([terminal], [], [], _POLL)
        if not ready:
            continue
        try:
            typed = os.read(terminal, 64)
        except OSError:  # the terminal is gone
            return
        if not typed:
            return
        if not typed.startswith(b"\x1b"):  # an arrow, a function key, a paste: nothing that is asked for
            for key in typed.decode("ascii", "ignore"):
                pressed(key)


def _windows_keys(pressed: Callable[[str], None], enough: threading.Event) -> None:
    if sys.platform != "win32":
        return
    import msvcrt  # noqa: PLC0415

    while not enough.wait(_POLL):
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in "\x00\xe0":  # an arrow or a function key: its second half means nothing here
                msvcrt.getwch()
            else:
                pressed(key)
