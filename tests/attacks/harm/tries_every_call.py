"""Makes every call of the kernel that there could be, with nothing as its arguments.

Tries: harm
Exercise: 01_yield
Earns: task 2, task 3
Seen: went through: 0 of those that change anything
"""

import ctypes
import errno
import os


LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine


def call(number, *arguments):
    """Make a call of the kernel: what came of it, in words."""
    if isinstance(number, tuple):
        number = number[MACHINE != "x86_64"]
    result = LIBC.syscall(ctypes.c_long(number), *arguments)
    return f"done {result}" if result != -1 else f"refused {errno.errorcode[ctypes.get_errno()]}"

# Those which a program needs, and those which would end or block this one.
LET = {
    "x86_64": {*range(0, 41), 44, 45, 46, 47, 48, 51, 52, 53, 55, 56, 57, 58, 60, 63, 72, 78, 79, 89, 96, 97, 98, 99, 100},
    "aarch64": {*range(17, 30), *range(56, 100), 113, 114, 115, *range(122, 140), 153, 160, 163, 165, 169},
}
LET["x86_64"] |= {102, 104, 107, 108, 110, 111, 127, 128, 130, 131, 157, 158, 186, 201, 202, 204, 213, 217, 218, 219}
LET["x86_64"] |= {228, 229, 230, 231, 232, 233, 257, 262, 267, 269, 270, 271, 273, 281, 290, 291, 292, 293, 302, 309}
LET["x86_64"] |= {318, 332, 334, 435, 436, 439, 441}
LET["x86_64"] |= {335, 336}  # of probes: the kernel shows them to no filter, and they end who calls them
LET["aarch64"] |= {*range(172, 180), *range(198, 212), 214, 215, 216, 220, 222, 226, 233, 261, 278, 291, 293, 435, 436, 439, 441}


def foo():
    through = []
    for number in range(470):
        if number not in LET[MACHINE]:
            said = call(number, 0, 0, 0, 0, 0, 0)
            if said not in ("refused EPERM", "refused ENOSYS"):
                through.append((number, said))
    print(f"went through: {len(through)} of those that change anything", through)


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
