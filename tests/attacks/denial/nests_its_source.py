"""Is nested so deeply that whoever parses it runs out of stack.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Seen: ...
"""

FILES = {
    "generator.py": b"x = " + b"-" * 60_000 + b"1\ndef foo():\n    return 4\n",
    "wide.py": b"y = " + b"+".join([b"1"] * 60_000),
    "deep.py": b"z = a" + b".b" * 60_000,
    "calls.py": b"f" + b"()" * 60_000,
    "parens.py": b"(" * 190 + b")" * 190,
    "lists.py": b"[" * 30_000,
    "blocks.py": b"".join(b" " * depth + b"if x:\n" for depth in range(99)) + b" " * 99 + b"pass\n",
}
