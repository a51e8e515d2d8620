"""Reads the instructors' half of the course from where the process was told that it stands.

Tries: leak
Exercise: 03_send
Earns: nothing
Seen: told ... refused PermissionError
Unconfined: spec, solution, scenarios
"""

import os
import re
import sys


def found(data):
    """What is worth reporting of stolen bytes."""
    return f"read {len(data)} bytes {b' '.join(re.findall(rb'canary-[a-z]+-[0-9a-f]{16}', data)).decode()}"

def hints():
    """Whatever looks like a path of the course's in the process."""
    texts = [*sys.orig_argv, *sys.argv, *sys.path, str(vars(sys.modules["scenarios_of_03_send"]).get("__file__"))]
    return sorted({path for text in texts for path in re.findall(r"/[^\"',:]*scenarios\.py", text)})


def foo():
    told = hints() or ["/the/world/course/tests/specs/03_send/scenarios.py"]
    said = [f"told {len(told)}"]
    for path in told:
        root = path.partition("/tests/specs/")[0]
        for name in (path, path.replace("scenarios.py", "spec_send.py"), root + "/solutions/03_send/send.py"):
            try:
                with open(name, "rb") as file:
                    said.append(found(file.read()).partition("bytes")[2])
            except OSError as error:
                said.append(f"refused {type(error).__name__}")
    raise LookupError(" ".join(said))


averager = primed = collector = foo


class Flush(Exception):
    pass
