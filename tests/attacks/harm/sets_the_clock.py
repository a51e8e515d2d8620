"""Changes what belongs to the whole machine: its time, its name, its state.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: time: refused ... name: refused EPERM ... reboot: refused EPERM ... kexec: refused EPERM ... ports: refused
"""

import ctypes
import errno
import os
import time


LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine


def call(number, *arguments):
    """Make a call of the kernel: what came of it, in words."""
    if isinstance(number, tuple):
        number = number[MACHINE != "x86_64"]
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return f"done {result}" if result != -1 else f"refused {errno.errorcode[ctypes.get_errno()]}"

def foo():
    try:
        print("time: done", time.clock_settime(time.CLOCK_REALTIME, 0))
    except OSError as error:
        print("time: refused", type(error).__name__)
    print("day:", call((164, 170), 0, 0), "adjust:", call((159, 171), ctypes.create_string_buffer(208)))
    print("name:", call((170, 161), b"kata-attack", 11), call((171, 162), b"kata-attack", 11))
    print("reboot:", call((169, 142), 0, 0, 0, 0), "kexec:", call((246, 104), 0, 0, 0, 0))
    print("accounts:", call((163, 89), b"/tmp/kata-attack"), "hang up:", call((153, 58)))
    print("ports: refused", call(172, 3) if MACHINE == "x86_64" else "", call(173, 0, 1, 1) if MACHINE == "x86_64" else "")


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
