"""The processes of one worker, as the judge sees them: how many may be born, and whom they may signal.

Where an exercise is about processes, the kernel asks here before each fork and each signal of the worker's and its
descendants' (see `seccomp`). So their number is bounded for root and an ordinary user alike, and once the listener is
closed none is born any more. They all stay in the worker's process group, which the zygote kills as a whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import struct
from typing import Final

from grader.sandbox import kernel
from grader.sandbox.patience import members

LIVING = 24
"""So many processes of one scenario may live at one time, the worker itself among them."""
BIRTHS = 400
"""So many may be born during one scenario."""

_QUESTION: Final = struct.Struct("=QIIiIQ6Q")
"""`struct seccomp_notif`: id, pid, flags; number, architecture, address, arguments."""
_ANSWER: Final = struct.Struct("=QqiI")
"""`struct seccomp_notif_resp`: id, value, minus errno, flags."""
_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_CONTINUE: Final = 1


class Family:
    """A worker that leads the process group `group`, and whoever it forks; `listener` is where the kernel asks."""

    def __init__(self, listener: int, group: int) -> None:
        self._listener, self._group = listener, group
        self._births = 0
        self._kill = kernel.machine().number("kill")

    def fileno(self) -> int:
        """The descriptor that is readable when there is a question."""
        return self._listener

    def answer(self) -> None:
        """Answer one question."""
        import fcntl  # noqa: PLC0415 - Windows has none

        buffer = bytearray(_QUESTION.size)
        with contextlib.suppress(OSError):  # who asked may have ended meanwhile
            fcntl.ioctl(self._listener, _RECEIVE, buffer)
            question, _, _, number, _, _, first, second, *_ = _QUESTION.unpack(buffer)
            if number == self._kill:
                said = _ANSWER.pack(question, 0, -self._signal(first & 0xFFFFFFFF, second & 0xFFFFFFFF), 0)
            elif self._has_room():
                said = _ANSWER.pack(question, 0, 0, _CONTINUE)
            else:
                said = _ANSWER.pack(question, 0, -errno.EAGAIN, 0)
            fcntl.ioctl(self._listener, _SEND, said)

    def _has_room(self) -> bool:
        self._births += 1
        if self._births < LIVING:  # so few need not be counted
            return True
        return self._births <= BIRTHS and len(members(self._group)) < LIVING

    def _signal(self, target: int, number: int) -> int:
        """Send a signal on a member's behalf: only to a process of the family. Gives an errno, or 0.

        The worker itself they cannot kill, for that would look like a fault of the machine.
        """
        if not 0 < target < 2**31 or (target == self._group and number == signal.SIGKILL):
            return errno.EPERM
        try:
            process = os.pidfd_open(target)
        except OSError as error:
            return error.errno or errno.ESRCH
        try:  # the descriptor came first, so it stands for the process that is looked at, or for none
            if os.getpgid(target) != self._group:
                return errno.EPERM
            signal.pidfd_send_signal(process, number)
        except OSError as error:
            return error.errno or errno.ESRCH
        finally:
            os.close(process)
        return 0

    def close(self) -> None:
        """Answer no more: whoever forks from now on is refused."""
        os.close(self._listener)
