"""Raises at a line of two hundred thousand characters, in every task: the judge would quote it at each check.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Seen: Raised ValueError
"""

LINE = "    raise ValueError('" + "x" * 60_000 + "')\n"
HEADS = ("def foo():\n", "def count_up(start, stop=None):\n", "def running_total(numbers):\n")
FILES = {"generator.py": "".join(head + LINE for head in HEADS).encode()}
