"""Is made of what is slow to read: numbers of a hundred thousand digits, texts in texts, lines without end.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Seen: Python cannot read the file
"""

FILES = {
    "generator.py": b"foo = 1" + b"0" * 100_000 + b"\n",
    "texts.py": b"y = (" + b"'a' " * 60_000 + b")\n",
    "lines.py": b"y = 1\\\n" + b"\\\n" * 60_000,
    "fstrings.py": b"f'" + b"{f\"" * 60 + b"\n",
}
