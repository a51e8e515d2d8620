"""Raises a long error through twenty long lines in every task: to quote all of that would fill the judge's answer.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Seen: Raised ValueError
"""

LONG = "  # " + "\U0001f600" * 1_990 + "\n"
STEPS = "".join(f"def step_{number}(): step_{number + 1}(){LONG}" for number in range(20))
LAST = "def step_20(): raise ValueError('\U0001f600' * 1_000)" + LONG
HEADS = ("def foo():", "def count_up(start, stop=None):", "def running_total(numbers):")
FILES = {"generator.py": (STEPS + LAST + "".join(f"{head} step_0(){LONG}" for head in HEADS)).encode()}
