"""Runs a module as on a machine without what only POSIX has: `python elsewhere.py pytest exercises/10_concurrency`.

It cannot show what Windows has instead, only that nothing in the learner's path asks for what it lacks. What pytest and
asyncio themselves need on this platform stays.
"""

from __future__ import annotations

import os
import runpy
import select
import signal
import sys

MODULES = {
    "_curses",
    "_posixshmem",
    "crypt",
    "curses",
    "fcntl",
    "grp",
    "nis",
    "pty",
    "pwd",
    "readline",
    "resource",
    "spwd",
    "syslog",
    "termios",
    "tty",
}
NAMES = {
    os: (
        "fork forkpty geteuid getpgrp killpg mkfifo nice openpty pidfd_open posix_spawn posix_spawnp register_at_fork "
        "sched_getaffinity sched_setaffinity setsid tcgetpgrp tcsetpgrp wait3 wait4 waitid"
    ),
    select: "epoll poll",
    signal: (
        "ITIMER_REAL SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGPROF SIGQUIT SIGTSTP SIGUSR1 SIGUSR2 SIGVTALRM "
        "alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigtimedwait sigwait sigwaitinfo"
    ),
}


class Missing:
    """Finds the modules that are not there: nowhere."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse what only POSIX has; everything else is found by the next finder."""
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


if __name__ == "__main__":
    for module in MODULES:
        sys.modules.pop(module, None)
    sys.meta_path.insert(0, Missing())
    for owner, names in NAMES.items():
        for name in names.split():
            if hasattr(owner, name):
                delattr(owner, name)
    del sys.argv[0], sys.path[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
