"""Makes folders, links, pipes, sockets and devices.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: mkdir: refused ... symlink: refused ... link: refused ... mkfifo: refused ... mknod: refused ... device: refused
"""

import os
import stat

PLACES = ("/tmp", "/dev/shm", "/the/world/tmp", "/the/world/home")
WAYS = {
    "mkdir": lambda place: os.mkdir(place),
    "symlink": lambda place: os.symlink("/the/world/outside.txt", place),
    "link": lambda place: os.link("/the/world/outside.txt", place),
    "link of a readable file": lambda place: os.link(os.__file__, place),
    "mkfifo": lambda place: os.mkfifo(place),
    "mknod": lambda place: os.mknod(place),
    "device": lambda place: os.mknod(place, stat.S_IFCHR | 0o600, os.makedev(1, 1)),
    "unnamed": lambda place: os.open(os.path.dirname(place), os.O_TMPFILE | os.O_RDWR),
}


def foo():
    for name, way in WAYS.items():
        for place in PLACES:
            try:
                print(f"{name}: done {way(place + '/kata-attack')}")
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
