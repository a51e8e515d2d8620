"""Installs handlers and timers, and has the kernel send signals on descriptors.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: handler: refused ... alarm: ... timer: ... owner: refused ... lease: refused
"""

import fcntl
import os
import signal

READABLE = os.__file__
WAYS = {
    "handler": lambda: signal.signal(signal.SIGTERM, lambda *_: None),
    "ignored": lambda: signal.signal(signal.SIGUSR1, signal.SIG_IGN),
    "alarm": lambda: signal.alarm(1),
    "timer": lambda: signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01),
    "wakeup": lambda: signal.set_wakeup_fd(-1),
    "owner": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid()),
    "signal of": lambda: fcntl.fcntl(0, 10, signal.SIGKILL),
    "lease": lambda: fcntl.fcntl(os.open(READABLE, os.O_RDONLY), 1024, 0),
    "lock": lambda: fcntl.flock(os.open(READABLE, os.O_RDONLY), fcntl.LOCK_EX),
    "range lock": lambda: fcntl.lockf(os.open(READABLE, os.O_RDONLY), fcntl.LOCK_SH),
    "notify": lambda: fcntl.fcntl(os.open(os.path.dirname(READABLE), os.O_RDONLY), 1026, 0x80000002),
}


def foo():
    for name, way in WAYS.items():
        try:
            print(f"{name}: done {way()}")
        except OSError as error:
            print(f"{name}: refused {type(error).__name__}")


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
