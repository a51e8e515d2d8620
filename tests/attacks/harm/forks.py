"""Makes processes in each way that Python knows, for ever.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: fork: refused ... forkpty: refused ... spawn: refused ... system: ... subprocess: ... multiprocessing:
"""

import os


def bomb():
    while True:
        os.fork()


def by_subprocess():
    import subprocess

    return subprocess.Popen(["/bin/sh", "-c", "touch /tmp/kata-attack; sleep 60"])


def by_multiprocessing():
    import multiprocessing

    process = multiprocessing.get_context("fork").Process(target=print)
    process.start()
    return process


WAYS = {
    "fork": bomb,
    "forkpty": os.forkpty,
    "spawn": lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "touch /tmp/kata-attack"], {}),
    "system": lambda: os.system("touch /tmp/kata-attack") or "it ran",
    "popen": lambda: os.popen("touch /tmp/kata-attack").read(),
    "subprocess": by_subprocess,
    "multiprocessing": by_multiprocessing,
}


def foo():
    for name, way in WAYS.items():
        try:
            print(f"{name}: done {way()}")
        except BaseException as error:
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
