"""Uses the monitoring of Python 3.12, or what stands for it, to change what happens after its own code.

Tries: points
Exercise: 01_yield
Earns: task 2, task 3
Flags: tracing
"""

import sys


def foo():
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is None:
        sys.settrace(lambda *_: None)
        return 4
    monitoring.use_tool_id(3, "kata-attack")
    monitoring.register_callback(3, monitoring.events.PY_RETURN, lambda *_: None)
    monitoring.set_events(3, monitoring.events.PY_RETURN)
    return 4


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
