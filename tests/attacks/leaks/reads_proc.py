"""Reads what the kernel tells of this process, of its parents and of all others.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: self/maps: refused ... self/environ: refused ... thread-self/status: refused ... parent/cmdline: refused ... /proc/1/cmdline: refused
"""

import os

NAMES = ("maps", "mem", "environ", "cmdline", "status", "stat", "fd", "fdinfo", "cwd", "exe", "root", "task", "auxv", "stack")


def attempt(path):
    try:
        if os.path.basename(path) in ("cwd", "exe", "root"):
            return f"leads to {os.readlink(path)}"
        if os.path.basename(path) in ("fd", "fdinfo", "task"):
            return f"lists {os.listdir(path)}"
        with open(path, "rb") as file:
            return f"reads {file.read(200)!r}"
    except OSError as error:
        return f"refused {type(error).__name__}"


def foo():
    parent = os.getppid()
    for process, shown in (("self", "self"), ("thread-self", "thread-self"), (parent, "parent"), (1, "/proc/1")):
        for name in NAMES:
            print(f"{shown}/{name}: {attempt(f'/proc/{process}/{name}')}")
    for name in ("cpuinfo", "meminfo", "mounts", "net/tcp", "net/unix", "kallsyms", "keys", "sys/kernel/osrelease"):
        print(f"{name}: {attempt(f'/proc/{name}')}")


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
